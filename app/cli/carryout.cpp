#include "app/cli/carryout.h"

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

ExitCode carryOut(Session& session, const Command& command, const QString& reason, const QString& done)
{
    const auto receipt = session.submit(command, reason);
    if (!receipt)
        return session.terminal().refuse(receipt.error());
    const QString note = receipt->note.isEmpty() ? done : receipt->note;
    QJsonObject document{{u"accepted"_s, true}, {u"seq"_s, receipt->seq}, {u"note"_s, note}};
    if (!receipt->machines.isEmpty())
        document.insert(u"machines"_s, QJsonArray::fromStringList(receipt->machines));
    session.terminal().print(document, [&] { return note + u'\n'; });
    return ExitCode::Done;
}

} // namespace Drover::Verbs
