#pragma once

#include <Qt>

namespace Drover {

/// The roles our row models answer beside Qt's own; delegates read nothing else. Meaning only, no colours, no
/// icons.
enum ModelRole : int {
    StatusRole =
        Qt::UserRole + 1, ///< int(Status): StateDelegate and HealthDelegate draw its icon, colour and word
    ToneRole,             ///< int(Tone): colours a plain text, progress bar or figure; absent = text colour
    ProgressRole,         ///< double 0…1: ProgressDelegate; invalid = an em dash
    KindRole,             ///< int(RowKind): the mark in front of a name
    SecondaryTextRole,    ///< QString: dim suffix in small figures after the name ("r07-u21")
    StatusTextRole,       ///< QString: replaces the status word where it says more ("Retry 2/3", "Gate 2/3")
    SortRole,             ///< QVariant with <: what to sort by instead of the text
    ObjectKeyRole,        ///< QString: stable key of the object ("machine/…", "cluster/…"), for selection
    EmphasisRole,         ///< bool: a row of first rank (clusters): its name is set in 600
    FigureRole,           ///< bool: the text is a figure or an id: JetBrains Mono
    GroupRole,            ///< GroupHead: the row is the head of a group, and spans all columns
    DimRole,              ///< bool: the value says nothing new (absent, inherited): drawn in tx3
};

/// What a row stands for; `ui/theme` gives it an icon.
enum class RowKind : int {
    None,
    Cluster,
    ControlPlane, ///< a role group or a member of it
    Worker,
    Role, ///< any other role
    Machine,
    Pool,
    Stage,
    Job,
    Attempt,
    Profile,
    Param,
    WorkOrder,
    JournalEvent,
    Broker,
    Operation,
    Gate,
    Content,
    Directory,
    Workflow,
};

} // namespace Drover
