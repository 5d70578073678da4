#include "engine/core/machine.h"

namespace Drover {

using namespace Qt::StringLiterals;

QString Lock::told() const
{
    const QString end = until.isSet() ? u" until "_s + until.toString() : QString();
    return u"locked by %1%2: %3"_s.arg(owner, end, reason);
}

} // namespace Drover
