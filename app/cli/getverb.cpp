#include "app/cli/documents.h"
#include "app/cli/kinds.h"
#include "app/cli/verbs.h"

using namespace Qt::StringLiterals;

namespace Drover::Verbs {

QStringList kinds()
{
    QStringList names;
    for (const Kind& kind : allKinds())
        names.append(kind.name);
    return names;
}

ExitCode get(Session& session, const Get& options)
{
    const Kind* kind = findKind(options.kind);
    if (!kind)
        return session.terminal().refuse(unknownKind(options.kind));
    const auto documents = kind->fetch(session, options);
    if (!documents)
        return session.terminal().refuse(documents.error());
    session.terminal().print(*documents, [&] {
        return documents->isEmpty() ? u"no %1\n"_s.arg(kind->name) : tableText(kind->columns, *documents);
    });
    return ExitCode::Done;
}

ExitCode poolStatus(Session& session, const PoolStatusOf& options)
{
    return get(session, Get{.kind = u"pools"_s, .names = options.pools});
}

} // namespace Drover::Verbs
