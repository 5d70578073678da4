#include "engine/core/error.h"

namespace Drover {

QString Problem::toString() const
{
    QString place = file;
    if (line > 0)
        place += QLatin1Char(':') + QString::number(line);
    if (column > 0)
        place += QLatin1Char(':') + QString::number(column);
    return mend.isEmpty() ? place + QStringLiteral(": ") + what
                          : place + QStringLiteral(": ") + what + QStringLiteral(", ") + mend;
}

} // namespace Drover
