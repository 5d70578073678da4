#include "ui/theme/layerlook.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct LayerWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::ParamLayers)
};

} // namespace

LayerLook layerLook(const QString& layer)
{
    static const QHash<QString, LayerLook> looks{
        {u"plan"_s, {Tone::Run, IconName::Plus}},
        {u"work-order"_s, {Tone::Run, IconName::WorkOrder}},
        {u"work order"_s, {Tone::Run, IconName::WorkOrder}},
        {u"stage profile"_s, {Tone::Run, IconName::Stage}},
        {u"derived"_s, {Tone::Idle, IconName::Clusters}},
        {u"machine"_s, {Tone::Ok, IconName::Machines}},
        {u"blueprint"_s, {Tone::Wipe, IconName::Blueprint}},
        {u"stage"_s, {Tone::Run, IconName::Stage}},
        {u"profile"_s, {Tone::Hold, IconName::Profile}},
        {u"global"_s, {Tone::Idle, IconName::GlobalProfile}},
        {u"default"_s, {Tone::Idle, IconName::Param}},
    };
    return looks.value(layer);
}

QString layerText(const QString& layer, const QString& name)
{
    if (layer == "default"_L1)
        return LayerWords::tr("schema default");
    if (layer == "plan"_L1)
        return LayerWords::tr("this plan");
    return name.isEmpty() ? layer : name;
}

} // namespace Drover
