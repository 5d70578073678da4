#include "engine/api/changebatch.h"
#include "engine/api/query.h"

namespace Drover::Json {

template void write(QByteArray&, const Query&);
template void write(QByteArray&, const Answer&);
template void write(QByteArray&, const ChangeBatch&);
template bool read(const QJsonValue&, Query&);
template bool read(const QJsonValue&, Answer&);
template bool read(const QJsonValue&, ChangeBatch&);

} // namespace Drover::Json
