#include "engine/core/command.h"
#include "engine/core/event.h"

namespace Drover::Json {

template void write(QByteArray&, const Machine&);
template void write(QByteArray&, const Job&);
template void write(QByteArray&, const WorkOrder&);
template void write(QByteArray&, const Plan&);
template void write(QByteArray&, const Operation&);
template void write(QByteArray&, const Event&);
template void write(QByteArray&, const EventRecord&);
template void write(QByteArray&, const Command&);
template void write(QByteArray&, const CommandRequest&);
template bool read(const QJsonValue&, Machine&);
template bool read(const QJsonValue&, Job&);
template bool read(const QJsonValue&, WorkOrder&);
template bool read(const QJsonValue&, Plan&);
template bool read(const QJsonValue&, Operation&);
template bool read(const QJsonValue&, Event&);
template bool read(const QJsonValue&, EventRecord&);
template bool read(const QJsonValue&, Command&);
template bool read(const QJsonValue&, CommandRequest&);

} // namespace Drover::Json
