#pragma once

#include <QString>

/// The objectNames of panes, fields and buttons: kebab-case, path-like. Tests and assistive technology find
/// widgets by these, so they only grow. Names that hold an object's own name are made by the functions at the
/// end.
namespace Drover::ObjectNames {

#define DROVER_NAME(identifier, text) inline constexpr QLatin1StringView identifier{text};

DROVER_NAME(mainWindow, "main-window")
DROVER_NAME(topBar, "top-bar")
DROVER_NAME(topEngine, "top-bar/engine")
DROVER_NAME(topLive, "top-bar/live")
DROVER_NAME(topPalette, "top-bar/palette")
DROVER_NAME(topTheme, "top-bar/theme")
DROVER_NAME(topAttention, "top-bar/attention")
DROVER_NAME(navigation, "navigation")
DROVER_NAME(navOverview, "navigation/overview")
DROVER_NAME(navClusters, "navigation/clusters")
DROVER_NAME(navPools, "navigation/pools")
DROVER_NAME(navMachines, "navigation/machines")
DROVER_NAME(navWorkOrders, "navigation/work-orders")
DROVER_NAME(navJournal, "navigation/journal")
DROVER_NAME(navKeys, "navigation/keys")
DROVER_NAME(navSettings, "navigation/settings")
DROVER_NAME(engineLost, "engine-lost")
DROVER_NAME(notice, "notice")
DROVER_NAME(noticeClose, "notice/close")
DROVER_NAME(statusBar, "status-bar")
DROVER_NAME(statusJobs, "status-bar/jobs")
DROVER_NAME(statusQueued, "status-bar/queued")
DROVER_NAME(statusJournal, "status-bar/journal")
DROVER_NAME(statusDatabase, "status-bar/database")
DROVER_NAME(statusAttention, "status-bar/attention")
DROVER_NAME(statusUptime, "status-bar/uptime")
DROVER_NAME(inspectorDock, "inspector-dock")
DROVER_NAME(timelineDock, "timeline-dock")
DROVER_NAME(timeline, "timeline")

DROVER_NAME(clustersPane, "clusters-pane")
DROVER_NAME(clustersTree, "clusters-pane/tree")
DROVER_NAME(clustersFilter, "clusters-pane/filter")
DROVER_NAME(clustersScope, "clusters-pane/scope")
DROVER_NAME(clustersProvision, "clusters-pane/provision")
DROVER_NAME(clustersDestroy, "clusters-pane/destroy")
DROVER_NAME(clustersClearFilter, "clusters-pane/clear-filter")
DROVER_NAME(firstRun, "first-run")
DROVER_NAME(firstRunProvision, "first-run/provision")

DROVER_NAME(poolsPane, "pools-pane")
DROVER_NAME(poolsTree, "pools-pane/tree")
DROVER_NAME(poolsFilter, "pools-pane/filter")
DROVER_NAME(machinesPane, "machines-pane")
DROVER_NAME(machinesList, "machines-pane/list")
DROVER_NAME(machinesFilter, "machines-pane/filter")
DROVER_NAME(machinesScope, "machines-pane/scope")
DROVER_NAME(machinesClearFilter, "machines-pane/clear-filter")

DROVER_NAME(workOrdersPane, "work-orders-pane")
DROVER_NAME(workOrdersList, "work-orders-pane/list")
DROVER_NAME(workOrdersFilter, "work-orders-pane/filter")
DROVER_NAME(workOrdersScope, "work-orders-pane/scope")
DROVER_NAME(workOrdersCancel, "work-orders-pane/cancel")
DROVER_NAME(workOrdersClearFilter, "work-orders-pane/clear-filter")
DROVER_NAME(journalPane, "journal-pane")
DROVER_NAME(journalTable, "journal-pane/table")
DROVER_NAME(journalFilter, "journal-pane/filter")
DROVER_NAME(journalScope, "journal-pane/scope")
DROVER_NAME(journalFollow, "journal-pane/follow")
DROVER_NAME(journalClearFilter, "journal-pane/clear-filter")
DROVER_NAME(journalDetail, "journal-pane/detail")
DROVER_NAME(journalDetailWords, "journal-pane/detail/words")
DROVER_NAME(journalDetailReason, "journal-pane/detail/reason")
DROVER_NAME(journalDetailOpen, "journal-pane/detail/open")
DROVER_NAME(journalDetailOnly, "journal-pane/detail/only")
DROVER_NAME(journalDetailUndo, "journal-pane/detail/undo")
DROVER_NAME(journalDetailCopy, "journal-pane/detail/copy")
DROVER_NAME(journalDetailCopyJson, "journal-pane/detail/copy-json")
DROVER_NAME(journalDetailChanges, "journal-pane/detail/changes")
DROVER_NAME(journalDetailRecorded, "journal-pane/detail/recorded")
DROVER_NAME(journalDetailEarlier, "journal-pane/detail/earlier")

DROVER_NAME(inspector, "inspector")
DROVER_NAME(inspectorTabs, "inspector/tabs")
DROVER_NAME(inspectorSummary, "inspector/summary")
DROVER_NAME(inspectorParams, "inspector/params")
DROVER_NAME(inspectorParamsTree, "inspector/params/tree")
DROVER_NAME(inspectorParamsFilter, "inspector/params/filter")
DROVER_NAME(inspectorParamsEdit, "inspector/params/edit")
DROVER_NAME(inspectorJobs, "inspector/jobs")
DROVER_NAME(inspectorJobsTree, "inspector/jobs/tree")
DROVER_NAME(inspectorJobsScope, "inspector/jobs/scope")
DROVER_NAME(inspectorLog, "inspector/log")
DROVER_NAME(inspectorLogView, "inspector/log/view")
DROVER_NAME(inspectorLogFind, "inspector/log/find")
DROVER_NAME(inspectorWhy, "inspector/summary/why")
DROVER_NAME(inspectorPipeline, "inspector/summary/pipeline")

DROVER_NAME(provisionWizard, "provision-wizard")
DROVER_NAME(destroyWizard, "destroy-wizard")
DROVER_NAME(reasonDialog, "reason-dialog")
DROVER_NAME(reasonDialogReason, "reason-dialog/reason")
DROVER_NAME(reasonDialogConfirm, "reason-dialog/confirm")
DROVER_NAME(reasonDialogCancel, "reason-dialog/cancel")

#undef DROVER_NAME

/// `inspector/actions/retry`.
[[nodiscard]] inline QString actionButton(QLatin1StringView place, const QString& action)
{
    return place + QLatin1Char('/') + action;
}
/// `provision-wizard/topology/control-plane-count`.
[[nodiscard]] inline QString provisionField(const QString& page, const QString& field)
{
    return provisionWizard + QLatin1Char('/') + page + QLatin1Char('/') + field;
}

} // namespace Drover::ObjectNames
