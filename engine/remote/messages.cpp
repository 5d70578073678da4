#include "engine/remote/messages.h"

#include "engine/core/json.h"

namespace Drover {

namespace {

template <class T>
struct IsChanges : std::false_type
{
};
template <class T>
struct IsChanges<Changes<T>> : std::true_type
{
};

/// Calls f(list of one, the same list of the other) for every list of two batches, in the order they are
/// applied.
template <class F>
void forEachList(ChangeBatch& one, ChangeBatch& other, F&& f)
{
    forEachField<ChangeBatch>([&](const char*, auto member) {
        using Member = std::remove_reference_t<decltype(one.*member)>;
        if constexpr (IsChanges<Member>::value) {
            f((one.*member).changed, (other.*member).changed);
            f((one.*member).removed, (other.*member).removed);
        } else if constexpr (Json::IsList<Member>::value) {
            f(one.*member, other.*member);
        }
    });
}

qsizetype countOf(ChangeBatch& batch)
{
    qsizetype count = 0;
    forEachList(batch, batch, [&](const auto& list, const auto&) { count += list.size(); });
    return count;
}

/// Leaves the first `keep` objects in `first` and answers the rest as a batch that follows it.
ChangeBatch cutBehind(ChangeBatch& first, qsizetype keep)
{
    ChangeBatch rest;
    rest.fromSeq = first.fromSeq;
    rest.toSeq = first.toSeq;
    rest.eventsTruncated = std::exchange(first.eventsTruncated, false);
    rest.figures = first.figures;
    forEachList(first, rest, [&](auto& list, auto& others) {
        const qsizetype stay = qMin(keep, list.size());
        keep -= stay;
        others = list.mid(stay);
        list.resize(stay);
    });
    return rest;
}

void appendPayloads(QList<QByteArray>& payloads, qint64 id, ChangeBatch batch, qint64 limit)
{
    RemoteReply reply;
    reply.id = id;
    reply.batch = std::move(batch);
    QByteArray text = Json::toText(reply);
    const qsizetype count = countOf(*reply.batch);
    if (text.size() <= limit || count < 2) {
        payloads.append(std::move(text));
        return;
    }
    text.clear();
    ChangeBatch rest = cutBehind(*reply.batch, count / 2);
    appendPayloads(payloads, id, std::move(*reply.batch), limit);
    appendPayloads(payloads, id, std::move(rest), limit);
}

} // namespace

QList<QByteArray> batchPayloads(qint64 id, const ChangeBatch& batch, qint64 limit)
{
    QList<QByteArray> payloads;
    appendPayloads(payloads, id, batch, limit);
    return payloads;
}

} // namespace Drover
