#include "engine/store/store.h"

using namespace Qt::StringLiterals;

namespace Drover {

Error Store::packUnknown(const QString& hash)
{
    return {u"pack-unknown"_s, u"no content pack with the hash %1 is stored."_s.arg(hash),
            u"Load the pack again from its folder."_s, u"pack %1"_s.arg(hash)};
}

} // namespace Drover
