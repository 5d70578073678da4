#pragma once

#include <QHash>
#include <QList>
#include <QSet>

namespace Drover {

/// Turns one list of unique keys into another by the fewest contiguous steps. `Rows` carries each step out on
/// a model, with the begin/end brackets around it: remove(first, last), insert(first, keys), move(from, to).
/// Cost: linear, plus the number of moved rows times the length of the list.
template <class Key, class Rows>
void changeRows(QList<Key> present, const QList<Key>& wanted, Rows&& rows)
{
    if (present == wanted)
        return;
    const QSet<Key> keep(wanted.begin(), wanted.end());
    for (qsizetype last = present.size() - 1; last >= 0;) {
        if (keep.contains(present.at(last))) {
            --last;
            continue;
        }
        qsizetype first = last;
        while (first > 0 && !keep.contains(present.at(first - 1)))
            --first;
        rows.remove(int(first), int(last));
        present.remove(first, last - first + 1);
        last = first - 1;
    }
    const QSet<Key> known(present.begin(), present.end());
    for (qsizetype i = 0; i < wanted.size();) {
        if (i < present.size() && present.at(i) == wanted.at(i)) {
            ++i;
            continue;
        }
        if (!known.contains(wanted.at(i))) {
            qsizetype end = i + 1;
            while (end < wanted.size() && !known.contains(wanted.at(end)))
                ++end;
            const QList<Key> fresh = wanted.mid(i, end - i);
            rows.insert(int(i), fresh);
            present = present.mid(0, i) + fresh + present.mid(i);
            i = end;
            continue;
        }
        const qsizetype from = present.indexOf(wanted.at(i), i);
        rows.move(int(from), int(i));
        present.move(from, i);
        ++i;
    }
}

/// Calls `emitRange(first, last)` for each contiguous run of the given rows, which must be sorted.
template <class Emit>
void forEachRun(const QList<int>& rows, Emit&& emitRange)
{
    for (qsizetype i = 0; i < rows.size();) {
        qsizetype end = i + 1;
        while (end < rows.size() && rows.at(end) == rows.at(end - 1) + 1)
            ++end;
        emitRange(rows.at(i), rows.at(end - 1));
        i = end;
    }
}

} // namespace Drover
