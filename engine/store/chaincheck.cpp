#include "engine/store/chaincheck.h"

#include "engine/store/sqlite/statement.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

EventCodec::Link linkOf(QByteArrayView hash)
{
    EventCodec::Link link{};
    std::copy_n(hash.begin(), std::min(hash.size(), qsizetype(link.size())), link.begin());
    return link;
}

} // namespace

ChainCheck::ChainCheck(qint64 seq, QByteArrayView hash) : m_seq(seq), m_link(linkOf(hash)) {}

QString ChainCheck::next(const Sqlite::Statement& row)
{
    const qint64 seq = row.integer(0);
    const qint64 before = std::exchange(m_seq, seq);
    const EventCodec::Link link =
        EventCodec::nextLink(m_link, {seq, row.integer(1), row.bytes(2), row.bytes(3), row.bytes(4),
                                      row.bytes(5), int(row.integer(6)), row.bytes(7)});
    const QByteArrayView stored = row.bytes(8);
    // On from what is stored, so that one changed event is one problem.
    m_link = linkOf(stored);
    // A gap breaks the chain too; once is enough to say so.
    if (seq != before + 1)
        return seq == before + 2 ? u"event %1 is missing"_s.arg(before + 1)
                                 : u"events %1 to %2 are missing"_s.arg(before + 1).arg(seq - 1);
    if (stored != QByteArrayView(link.data(), qsizetype(link.size())))
        return u"event %1 (%2) was changed: its hash does not fit"_s.arg(seq).arg(row.text(5));
    return {};
}

} // namespace Drover
