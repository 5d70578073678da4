#pragma once

#include "app/cli/texttable.h"
#include "app/cli/verbs.h"

namespace Drover {

/// One kind of object that `get` and `describe` know: where its documents come from and which columns people
/// see.
struct Kind
{
    QString name; ///< plural, as typed
    QString singular;
    std::function<Result<QJsonArray>(Session&, const Verbs::Get&)>
        fetch; ///< in the order to show; only `names`, if any
    QList<TextColumn> columns;
};

[[nodiscard]] const QList<Kind>& allKinds();
/// By its name, plural or singular; null when there is none.
[[nodiscard]] const Kind* findKind(const QString& name);
[[nodiscard]] Error unknownKind(const QString& name);

/// The documents whose `key` is among `names`, in the order of `names`; all without names.
/// Errors: `SINGULAR-unknown` with what is near.
[[nodiscard]] Result<QJsonArray> named(const QJsonArray& documents, const QStringList& names,
                                       const QString& key, const QString& singular);

} // namespace Drover
