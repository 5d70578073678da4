#include "ui/text/formtext.h"

#include <QCoreApplication>
#include <QHash>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

struct EditorWords
{
    Q_DECLARE_TR_FUNCTIONS(Drover::Editor)
};

struct FieldWords
{
    QString title;
    QString hint;
};

/// Plain fields by their name; those of a transition by what stands behind its name.
const QHash<QString, FieldWords>& fieldWords()
{
    using W = EditorWords;
    static const QHash<QString, FieldWords> words{
        {u"name"_s, {W::tr("Name"), W::tr("Letters, digits, dots, dashes and underscores")}},
        {u"address"_s, {W::tr("Address"), W::tr("IPv4 or IPv6; no other machine may have it")}},
        {u"description"_s, {W::tr("Description"), {}}},
        {u"profiles"_s, {W::tr("Profiles"), W::tr("In order: the first that sets a param wins")}},
        {u"pool"_s, {W::tr("Pool"), W::tr("Where its machines come from")}},
        {u"parent"_s, {W::tr("Parent"), W::tr("Machines that are removed go there; none: default")}},
        {u"minFree"_s, {W::tr("Minimum free"), W::tr("Fewer is a warning; 0 means no minimum")}},
        {u"enabled"_s, {W::tr("Auto-fill"), W::tr("Keep that many free by itself")}},
        {u"maxFree"_s, {W::tr("Maximum free"), W::tr("More are given back; 0 means no maximum")}},
        {u"acquirePool"_s, {W::tr("Take from"), W::tr("None: the pool above")}},
        {u"returnPool"_s, {W::tr("Give back to"), W::tr("None: the pool above")}},
        {u"workflow"_s, {W::tr("Workflow"), W::tr("None: the machine settles at once")}},
        {u"addProfiles"_s, {W::tr("Add profiles"), {}}},
        {u"removeProfiles"_s, {W::tr("Remove profiles"), {}}},
        {u"addParameters"_s, {W::tr("Set params"), W::tr("A JSON map of param to value")}},
        {u"removeParameters"_s, {W::tr("Remove params"), {}}},
        {u"machines"_s, {W::tr("Machines"), W::tr("By name; or say below how many")}},
        {u"count"_s, {W::tr("How many"), W::tr("Longest free first, spread over racks")}},
        {u"minimum"_s, {W::tr("At least"), W::tr("Fewer than that moves none; empty: all or none")}},
        {u"filter"_s, {W::tr("Only those with"), W::tr("A JSON map of param or field to wanted value")}},
        {u"target"_s,
         {W::tr("Target"),
          W::tr("A cluster, broker or machine whose workflow has ended; none that is locked")}},
        {u"blueprint"_s, {W::tr("Blueprint"), {}}},
        {u"eachMember"_s,
         {W::tr("On each member"), W::tr("An order on every member instead of the cluster")}},
        {u"inventory"_s,
         {W::tr("Inventory"), W::tr("YAML: machines: [{name, address, pool, profiles, params}]")}},
    };
    return words;
}

QString plainName(const ParamField& field)
{
    return field.name.section(u'/', -1);
}

} // namespace

QString fieldTitle(const ParamField& field)
{
    if (!field.isParam) {
        if (const auto it = fieldWords().constFind(plainName(field)); it != fieldWords().constEnd())
            return it->title;
    }
    QString title = field.name.section(u'/', -1).replace(u'-', u' ');
    if (!title.isEmpty())
        title[0] = title.at(0).toUpper();
    return title;
}

QString fieldHint(const ParamField& field)
{
    if (!field.isParam)
        return fieldWords().value(plainName(field)).hint;
    QString hint = fieldTypeText(field);
    if (field.secure)
        return EditorWords::tr("%1, a secret: sealed where it is stored, never shown or copied").arg(hint);
    const QString inherited = fieldText(field, field.inherited);
    if (inherited.isEmpty())
        return hint;
    return field.layer == "default"_L1 ? EditorWords::tr("%1, default %2").arg(hint, inherited.left(60))
                                       : EditorWords::tr("%1, inherits %2").arg(hint, inherited.left(60));
}

QString sectionTitle(const QString& section)
{
    using W = EditorWords;
    static const QHash<QString, QString> titles{
        {u"object"_s, W::tr("In general")},
        {u"general"_s, W::tr("In general")},
        {u"auto-fill"_s, W::tr("Free machines")},
        {u"enter"_s, W::tr("When a machine enters")},
        {u"exit"_s, W::tr("When a machine leaves")},
        {u"allocate"_s, W::tr("When a machine is allocated")},
        {u"release"_s, W::tr("When a machine is released")},
        {u"machines"_s, W::tr("These machines")},
        {u"count"_s, W::tr("Or so many")},
        {u"override"_s, W::tr("Only this time")},
        {u"params"_s, W::tr("Params of this run")},
        {u"added"_s, W::tr("Added")},
        {u"template"_s, W::tr("What the template sets")},
    };
    return titles.value(section, section);
}

QString hindranceText(PoolHindrance hindrance, const QString& pool)
{
    using W = EditorWords;
    switch (hindrance) {
    case PoolHindrance::None:
        return {};
    case PoolHindrance::NoneFree:
        return W::tr("No machine of %1 is Free and unlocked.").arg(pool);
    case PoolHindrance::NoneFreeElsewhere:
        return W::tr("No machine of another pool is Free and unlocked.");
    case PoolHindrance::NoneReleasable:
        return W::tr("No machine of %1 is in use outside a cluster. Members go back when their cluster is "
                     "destroyed.")
            .arg(pool);
    case PoolHindrance::IsRoot:
        return W::tr("%1 is the root: it stays, and there is no pool above it.").arg(pool);
    case PoolHindrance::HasMachines:
        return W::tr("%1 still has machines: remove them first.").arg(pool);
    case PoolHindrance::IsNamed:
        return W::tr("Another pool names %1 as its parent or in its auto-fill rule: edit that first.")
            .arg(pool);
    }
    Q_UNREACHABLE();
}

FormText formText(FormKind kind)
{
    using W = EditorWords;
    switch (kind) {
    case FormKind::Params:
    case FormKind::ProfileParams:
        return {kind == FormKind::Params ? W::tr("Edit params") : W::tr("Edit profile"), {}, W::tr("Apply")};
    case FormKind::Machine:
        return {W::tr("Edit"), {}, W::tr("Apply")};
    case FormKind::Broker:
        return {W::tr("Edit broker"), {}, W::tr("Apply")};
    case FormKind::NewBroker:
        return {W::tr("New broker"), W::tr("It allocates machines of a pool to clusters."),
                W::tr("Create broker")};
    case FormKind::NewProfile:
        return {W::tr("New profile"), W::tr("Params that machines and clusters share."),
                W::tr("Create profile")};
    case FormKind::NewTemplate:
        return {W::tr("Save as template"),
                W::tr("A profile universal-application-NAME, to be provisioned again."),
                W::tr("Save template")};
    case FormKind::Pool:
        return {W::tr("Edit pool"), {}, W::tr("Apply")};
    case FormKind::NewPool:
        return {W::tr("New pool"), W::tr("A set of machines, and what happens as they come and go."),
                W::tr("Create pool")};
    case FormKind::AddMachines:
        return {W::tr("Add machines"),
                W::tr("Free machines of other pools: they leave theirs and enter this one."),
                W::tr("Add machines")};
    case FormKind::RemoveMachines:
        return {W::tr("Remove machines"), W::tr("Free machines go to the pool above."),
                W::tr("Remove machines")};
    case FormKind::AllocateMachines:
        return {W::tr("Allocate machines"), W::tr("Free machines are taken into use, in no cluster."),
                W::tr("Allocate")};
    case FormKind::ReleaseMachines:
        return {W::tr("Release machines"),
                W::tr("Machines that were allocated so go through the pool’s release."), W::tr("Release")};
    case FormKind::RunBlueprint:
        return {W::tr("Run blueprint"),
                W::tr("A work order on each target; it takes its turn in their queues."), W::tr("Run")};
    case FormKind::NewOrder:
        return {W::tr("New work order"), W::tr("It takes its turn in the queue of its target."),
                W::tr("Create order")};
    case FormKind::Import:
        return {W::tr("Import machines"), W::tr("All of them or none: paste an inventory, or open a file."),
                W::tr("Import")};
    case FormKind::Undo:
        return {W::tr("Undo a change"), W::tr("A new event brings back what was before."), W::tr("Undo")};
    }
    return {};
}

} // namespace Drover
