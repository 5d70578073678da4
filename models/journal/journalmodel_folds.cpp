#include "models/journal/eventcause.h"
#include "models/journal/journalmodel.h"

namespace Drover {

qint64 JournalModel::causeOf(const EventRecord& event) const
{
    return causeNear(event, [this](qint64 seq) { return m_cache.peek(seq); });
}

/// Whether two places hold events that may be told as one: read, neighbours in the journal, of one kind about
/// one object, and nothing went wrong.
bool JournalModel::isAlike(qint64 place, qint64 next) const
{
    const qint64 seq = seqAtPlace(place);
    if (seqAtPlace(next) != seq - 1 || seq == m_reading || seq - 1 == m_reading)
        return false;
    const EventRecord* newer = m_cache.peek(seq);
    const EventRecord* older = m_cache.peek(seq - 1);
    return newer && older && newer->subject == older->subject &&
           newer->event.index() == older->event.index() && !eventMeaning(newer->event).failure &&
           !eventMeaning(older->event).failure;
}

/// The longest run of like events around a place, folded or not; where a folded part is no longer at hand,
/// that is known to be alike.
RowFolds::Run JournalModel::runAround(qint64 place) const
{
    RowFolds::Run run = m_folds.runAt(place);
    for (;;) {
        const RowFolds::Run before = run;
        if (run.first > 0 && isAlike(run.first - 1, run.first))
            run.first = m_folds.runAt(run.first - 1).first;
        if (run.last + 1 < placeCount() && isAlike(run.last, run.last + 1))
            run.last = m_folds.runAt(run.last + 1).last;
        if (run == before)
            return run;
    }
}

void JournalModel::foldPlaces(qint64 first, qint64 last)
{
    for (qint64 place = first; place <= last;) {
        const RowFolds::Run run = runAround(place);
        const bool opened = std::any_of(m_unfolded.begin(), m_unfolded.end(), [&](qint64 seq) {
            const qint64 at = placeOf(seq);
            return at >= run.first && at <= run.last;
        });
        if (run.size() >= foldedFrom && !opened && m_folds.runAt(place) != run)
            fold(run);
        place = run.last + 1;
    }
}

void JournalModel::fold(RowFolds::Run run)
{
    const int first = int(m_folds.rowOf(run.first));
    const int last = int(m_folds.rowOf(run.last));
    if (last > first)
        beginRemoveRows({}, first + 1, last);
    for (qint64 place = run.first; place <= run.last; ++place)
        m_folds.unfold(place);
    m_folds.fold(run);
    if (last > first)
        endRemoveRows();
    emit dataChanged(index(first, 0), index(first, JournalColumnCount - 1));
}

/// Without remembering that somebody wanted it so.
void JournalModel::unfoldPlace(qint64 place)
{
    const RowFolds::Run run = m_folds.runAt(place);
    if (run.size() == 1)
        return;
    const int row = int(m_folds.rowOf(run.first));
    beginInsertRows({}, row + 1, row + int(run.size()) - 1);
    m_folds.unfold(run.first);
    endInsertRows();
    emit dataChanged(index(row, 0), index(row, JournalColumnCount - 1));
}

qint64 JournalModel::foldedAt(int row) const
{
    return m_folds.runAt(m_folds.placeOf(row)).size();
}

void JournalModel::unfold(int row)
{
    const RowFolds::Run run = m_folds.runAt(m_folds.placeOf(row));
    if (run.size() == 1)
        return;
    m_unfolded.insert(seqAtPlace(run.first));
    unfoldPlace(run.first);
}

bool JournalModel::foldAgain(int row)
{
    m_reading = 0;
    const RowFolds::Run run = runAround(m_folds.placeOf(row));
    if (run.size() < foldedFrom)
        return false;
    m_unfolded.removeIf([&](qint64 seq) {
        const qint64 at = placeOf(seq);
        return at >= run.first && at <= run.last;
    });
    fold(run);
    return true;
}

int JournalModel::rowNear(qint64 seq) const
{
    qint64 place = std::max<qint64>(0, m_top - seq);
    if (isFiltered())
        place = std::lower_bound(m_found.begin(), m_found.end(), seq, std::greater()) - m_found.begin();
    return place < placeCount() ? int(m_folds.rowOf(place)) : -1;
}

int JournalModel::reveal(qint64 seq)
{
    const qint64 place = placeOf(seq);
    if (place < 0)
        return -1;
    const RowFolds::Run run = m_folds.runAt(place);
    if (run.size() > 1 && run.first != place)
        unfold(int(m_folds.rowOf(place)));
    return int(m_folds.rowOf(place));
}

} // namespace Drover
