"""A benchmark of the parse: invented sentences of many makes, and for one verb of each who does it to what.

A row is a sentence, the verb in stars, and `subject > object`: the subject's words as they stand, the head of the object or the
party it is done to; "-" for none. "?" before the subject: the parse must say that it is not sure.
"""

import pytest

from data_prep.events.clauses import read_verb
from data_prep.events.tagging import tag_sentence
from tests.reading import read

LEADS = {
    "The president of Peru *signed* a fishing treaty with Chile on Monday.": "The president of Peru > treaty",
    "At least 40 people were *killed* when a ferry sank off Lima on Tuesday, police said.": "At least 40 people > people",
    "A court in Lima on Friday *sentenced* a former minister to nine years in prison.": "A court in Lima on Friday > minister",
    "Thousands of teachers *marched* through the capital to demand higher pay.": "Thousands of teachers > -",
    "More than 200 miners *returned* to work after a strike that lasted a month.": "More than 200 miners > -",
    "Chile has *recalled* its ambassador from Lima.": "Chile > ambassador",
    "Rebels holding the northern city *freed* two pilots on Sunday.": "Rebels > pilots",
    "The ferry operator Norse Lines said it had *cancelled* all crossings.": "it > crossings",
    "Police in the port city *arrested* six dockers and charged two of them.": "Police in the port city > dockers",
    "A bomb planted under a bridge *wounded* four soldiers.": "A bomb > soldiers",
    "The finance ministry, facing a deficit, *raised* taxes on fuel.": "The finance ministry > taxes",
    "About 30 whales *died* on a beach near the town.": "About 30 whales > -",
    "Its parliament *approved* the budget by 60 votes to 40.": "Its parliament > budget",
    "Both sides *agreed* to a truce.": "Both sides > -",
    "Another three ships *left* the harbour.": "Another three ships > harbour",
    "The United Nations *sent* observers to the border.": "The United Nations > observers",
}
NESTED = {
    "The students who have recently travelled to Peru, Chile or Brazil have been *told* to stay at home.": "The students > students",
    "The man arrested in Lima on Monday *died* in hospital.": "The man > -",
    "The deal announced last month by the ministry *collapsed* on Friday.": "The deal > -",
    "The troops, backed by tanks, ships and helicopters, *attacked* the town.": "The troops > town",
    "Ana Lima, the minister, who was late, *met* the envoys.": "Ana Lima, the minister, > envoys",
    "The woman whose brother was shot in May *sued* the army.": "The woman > army",
    "A judge who had jailed two generals *resigned* after threats were made against her family.": "A judge > -",
    "The minister said the governor had *refused* the money.": "the governor > money",
    "In a statement issued on Tuesday, the union *rejected* the offer.": "the union > offer",
    "Expanding its northern fleet, the company *bought* four tankers.": "the company > tankers",
    "Born in Lima in 1950, he *led* the party for ten years.": "he > party",
    "Elected in May, the mayor *dismissed* the chief of police.": "the mayor > chief",
    "The plan that the two governments *signed* last year holds.": "the two governments > -",
    "After the army *seized* the airport, the president fled.": "the army > airport",
    "After the army seized the airport, the president *closed* the border.": "the president > border",
    "While he was in prison, his followers *burned* two stations.": "his followers > stations",
    "The bank, which lost a billion in 2009, *fired* its chairman.": "The bank > chairman",
    "The bank, which *lost* a billion in 2009, fired its chairman.": "The bank > billion",
    "Unlike the crisis of 2008, which shook the bank, the new one *spared* savers.": "the new one > savers",
    "Officials in the capital told reporters that the rebels had *taken* the bridge.": "the rebels > bridge",
    "He said the situation was grave and *urged* the states to help.": "He > states",
    "The king of Spain and the president of Peru *opened* the museum.": "The king of Spain and the president of Peru > museum",
    "Canada, Australia and Peru have *imposed* sanctions.": "Canada, Australia and Peru > sanctions",
    "The union of miners, in its first vote since 1990, *accepted* the offer.": "The union of miners > offer",
    "The members of the council - among them two women - *rejected* the proposal.": "The members of the council > proposal",
    "The opposition party (once banned) *won* the election.": "The opposition party > election",
    "What the minister *called* a mistake cost lives.": "the minister > mistake",
    "The town that the rebels *left* in May is empty.": "the rebels > -",
    "The firm blamed the storm but *paid* the families.": "The firm > families",
    "Neither the army nor the police *stopped* the crowd.": "the army nor the police > crowd",
    "The fact that the court *acquitted* him angered many.": "the court > -",
    "Peru's oldest newspaper, founded in 1839, *closed* its offices.": "Peru's oldest newspaper > offices",
    "The driver of the bus that fell into the river *survived*.": "The driver of the bus > -",
    "The book he *wrote* in prison became famous.": "he > -",
    "Workers at the plant, most of them women, *occupied* the gate.": "Workers at the plant > gate",
    "Among those who *fled* were two judges.": "those > -",
    "The ship, along with its crew, was *released*.": "The ship > ship",
    "To end the strike, the ministry *offered* a bonus.": "the ministry > bonus",
    "With the harbour closed, the traders *sued* the city.": "the traders > city",
    "But in May a war *broke* out.": "a war > -",
    "The minister, asked about the letter, *denied* everything.": "The minister > -",
    "The deal, signed in May, *ended* the war.": "The deal > war",
    "One of the planes *hit* a tower.": "One of the planes > tower",
}
VOICES = {
    "Peru was *attacked* by Chile on Tuesday.": "Peru > Peru",
    "Two generals have been *dismissed* by the king.": "Two generals > generals",
    "The mayor was being *questioned* when the news came.": "The mayor > mayor",
    "A bridge is to be *built* by a firm from Lima.": "A bridge > bridge",
    "The judge ordered the army to *free* the men.": "the army > men",
    "The king was asked by the council to *sign* the law.": "The king > law",
    "The parties agreed to *hold* a vote.": "The parties > vote",
    "She hopes to *visit* the camps.": "She > camps",
    "The government plans to *sell* the airline.": "The government > airline",
    "The company declined to *name* the buyer.": "The company > buyer",
    "The prisoners were *moved* and their cells were searched.": "The prisoners > prisoners",
    "He did not *sign* the letter.": "He > letter",
    "The crew could have *saved* the ship.": "The crew > ship",
    "The club will *move* its stadium.": "The club > stadium",
    "The minister has never *visited* the town.": "The minister > town",
}
QUOTES = {
    "“It was loud,” *said* one resident.": "one resident > -",
    "“We left,” Ana Lima, his wife, *said*.": "Ana Lima > -",
    "Ana Lima, chief engineer of Toyota Harbour Engines *said* it was late.": "Ana Lima > -",
    "“The war is over,” the general *told* reporters.": "the general > reporters",
    "The causes were a storm and a fire, *said* Jan Nowak, the mayor.": "Jan Nowak, the mayor > -",
    "The report was written by “the best men we have”, the ministry *said*.": "the ministry > -",
    "“They shot at us, burned the house and *took* the cattle,” he said.": "They > cattle",
    "He called it “a dark day” and *left* the hall.": "He > hall",
    "The minister said: “We *won* the vote.”": "We > vote",
    "The news agency *quoted* the general as saying the town had fallen.": "The news agency > general",
    "According to the ministry, the rebels *burned* the school.": "the rebels > school",
    "The rebels *burned* the school, according to the ministry.": "The rebels > school",
    "“If they come, we *fight* them,” he said.": "we > -",
}
HEADLINES = {
    "Lima *visits* flooded towns": "Lima > towns",
    "Court *frees* two bankers": "Court > bankers",
    "Strike *closes* port of Lima": "Strike > port",
    "President *fires* army chief": "President > chief",
    "Two held after bridge *collapses*": "bridge > -",
    "Ministers *meet* in Lima": "Ministers > -",
    "Ana Lima, left, *greets* Jan Nowak in Lisbon.": "Ana Lima > Jan Nowak",
    "Ana Lima and Jan Nowak *shake* hands in Lisbon, May 2.": "Ana Lima and Jan Nowak > hands",
    "Firemen *search* a house in Lima on Monday.": "Firemen > house",
    "Rescuers *carry* a child from the ruins.": "Rescuers > child",
}
TRICKY = {
    "The talks *failed*.": "The talks > -",
    "The plans for a dam *angered* farmers.": "The plans for a dam > farmers",
    "Reports of a coup *reached* the capital.": "Reports of a coup > capital",
    "The Monday attack *killed* nine.": "The Monday attack > nine",
    "A man with a knife *wounded* three people.": "A man with a knife > people",
    "The leading candidate *withdrew*.": "The leading candidate > -",
    "The wounded men *reached* the camp.": "The wounded men > camp",
    "Building the dam *took* ten years.": "?- > -",
    "A state-run paper *printed* the letter.": "A state-run paper > letter",
    "The UN-backed court *opened* in May.": "The UN-backed court > -",
    "Some *fled* the town.": "Some > town",
    "This *led* to a war.": "This > -",
    "That year the firm *sold* its ships.": "the firm > ships",
    "The firm's sales *fell* by half.": "The firm's sales > -",
    "The number of dead *rose* to 90.": "The number of dead > -",
    "Its ships and planes *carry* the flag.": "Its ships and planes > flag",
    "The day the minister *arrived* was cold.": "the minister > -",
    "They didn't *open* the gate.": "They > gate",
    "He's *closed* the shop.": "He > shop",
    "In Lima the mayor *opened* a school.": "the mayor > school",
    "On Tuesday police *raided* the house.": "police > house",
    "Last week, the army *shelled* the valley.": "the army > valley",
    "There the rebels *built* a camp.": "the rebels > camp",
    "Meanwhile, farmers *blocked* the road.": "farmers > road",
    "The minister newly appointed by the king *quit*.": "The minister > -",
    "The company quickly *sold* the mine.": "The company > mine",
    "The army itself *admitted* the error.": "The army > error",
    "Half of the voters *stayed* away.": "Half of the voters > -",
    "The fishermen, too, *joined* the strike.": "The fishermen > strike",
    "The former king *lost* his crown, his land and his wife.": "The former king > crown",
}
ROWS = [*LEADS.items(), *NESTED.items(), *VOICES.items(), *QUOTES.items(), *HEADLINES.items(), *TRICKY.items()]


def read_row(sentence: str) -> str:
    """`subject > object` of the starred verb."""
    at = sentence.index("*")
    reading = read(sentence.replace("*", ""))
    line = next(s for s in reading.sentences if s.start <= at < s.end)
    text = reading.article.text
    inside = [m for m in reading.mentions if line.start <= m.start and m.end <= line.end]
    times = [t for t in reading.timexes if line.start <= t.start and t.end <= line.end]
    tokens = tag_sentence(text, line, inside, times)
    v = next(i for i, t in enumerate(tokens) if t.start == at)
    assert tokens[v].tag == "VERB", tokens[v]
    clause = read_verb(tokens, v)
    subject = "-"
    if clause.subject_span is not None:
        subject = text[tokens[clause.subject_span[0]].start : tokens[clause.subject_span[1] - 1].end]
    done_to = [t.mention.name for t, role in clause.parties if t.mention is not None and role == "patient"]
    return f"{'' if clause.sure else '?'}{subject} > {clause.object_head or next(iter(done_to), '-')}"


@pytest.mark.parametrize(("sentence", "expected"), ROWS, ids=[s for s, _ in ROWS])
def test_who_does_it_to_what(sentence: str, expected: str) -> None:
    assert read_row(sentence) == expected
