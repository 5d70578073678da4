#include "ui/panes/content/contenttree.h"

#include "models/content/contentcontroller.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/text/words.h"
#include "ui/theme/contentlook.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/searchfield.h"

#include <QHeaderView>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int iconSize = 14;

QString nameOf(const ContentTreeRow& row)
{
    return row.own && row.kind == ContentTreeRow::Kind::Pack ? ContentTree::tr("made here") : row.text;
}

IconName iconOf(const ContentTreeRow& row)
{
    switch (row.kind) {
    case ContentTreeRow::Kind::Pack:
        return IconName::GlobalProfile;
    case ContentTreeRow::Kind::Section:
    case ContentTreeRow::Kind::Object:
        return sectionIcon(row.key.section);
    case ContentTreeRow::Kind::Template:
        return IconName::File;
    }
    return IconName::File;
}

} // namespace

ContentTreeDelegate::ContentTreeDelegate(const ContentTreeModel& model, QObject* parent)
    : RowDelegate(parent), m_model(model)
{
    setRowHeight(24);
}

void ContentTreeDelegate::paintCell(QPainter& painter, const QRectF& area, const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const ContentTreeRow& row = m_model.at(index);
    const bool pack = row.kind == ContentTreeRow::Kind::Pack;
    double right = area.right();
    const auto figure = [&](const QString& text, ColorRole color) {
        const int wide = textWidth(FontRole::FigureSmall, text);
        drawText(painter, QRectF(right - wide, area.y(), wide, area.height()),
                 Qt::AlignRight | Qt::AlignVCenter, text, FontRole::FigureSmall, theme.color(color));
        right -= wide + 6;
    };
    const auto icon = [&](IconName name, ColorRole color) {
        drawIcon(painter, QPointF(right - 12, area.center().y() - 6), name, 12, theme.color(color));
        right -= 18;
    };
    if (pack && row.locked)
        icon(IconName::StateHold, ColorRole::Tx3);
    if (pack && !row.own)
        figure(row.version, ColorRole::Tx3);
    if (row.faults > 0) {
        figure(QString::number(row.faults), ColorRole::Bad);
        icon(IconName::StateFailed, ColorRole::Bad);
    } else if (row.count >= 0) {
        figure(countText(row.count), ColorRole::Tx3);
    }
    const ColorRole iconColor = row.key.section == "profiles"_L1 && row.kind == ContentTreeRow::Kind::Object
                                    ? ColorRole::Hold
                                    : ColorRole::Tx3;
    drawIcon(painter, QPointF(area.x(), area.center().y() - iconSize / 2.0), iconOf(row), iconSize,
             theme.color(iconColor));
    const double x = area.x() + iconSize + 7;
    drawText(painter, QRectF(x, area.y(), std::max(0.0, right - x), area.height()),
             Qt::AlignLeft | Qt::AlignVCenter, nameOf(row), pack ? FontRole::BodyStrong : FontRole::Body,
             theme.color(ColorRole::Tx1));
}

int ContentTreeDelegate::contentWidth(const QModelIndex& index) const
{
    return iconSize + 7 + textWidth(FontRole::Body, nameOf(m_model.at(index))) + 48;
}

ContentTree::ContentTree(ContentController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    m_filter = new SearchField(IconName::Search, tr("Name or text in files"), this);
    m_filter->setObjectName(ObjectNames::contentFilter);
    m_filter->setAccessibleName(tr("Search the content by name or text"));
    m_filter->setShortcutHint(u"/"_s);
    connect(m_filter, &QLineEdit::textChanged, this,
            [this](const QString& text) { m_controller.setSearch(text.trimmed()); });
    auto* field = new QHBoxLayout;
    field->setContentsMargins(12, 6, 12, 6);
    field->addWidget(m_filter);
    column->addLayout(field);
    column->addWidget(makeLine(this));
    m_tree = new QTreeView(this);
    m_tree->setObjectName(ObjectNames::contentTree);
    m_tree->setAccessibleName(tr("Packs and their objects"));
    m_tree->setHeaderHidden(true);
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(16);
    m_tree->setModel(&m_model);
    m_tree->setItemDelegate(new ContentTreeDelegate(m_model, m_tree));
    m_tree->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_tree, 1);
    column->addWidget(buildFoot());
    setFocusProxy(m_tree);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& current) {
                if (!m_showing && current.isValid() && m_model.at(current).key.isSet())
                    emit opened(m_model.at(current).key);
            });
    connect(&m_controller, &ContentController::packsChanged, this, &ContentTree::refresh);
    connect(&m_controller, &ContentController::faultsChanged, this, [this] {
        m_model.setFaults(m_controller.faultCounts());
        updateFoot();
    });
    refresh();
}

QWidget* ContentTree::buildHead()
{
    const PaneHead head = makePaneHead(tr("Content"), this);
    m_count = head.count;
    head.row->addStretch(1);
    QPushButton* load =
        makeButton(ObjectNames::contentLoad, tr("Load…"), IconName::Upload, ButtonKind::Plain, head.widget);
    load->setToolTip(tr("Check a pack from a file or folder, and load it"));
    connect(load, &QPushButton::clicked, this, &ContentTree::loadRequested);
    head.row->addWidget(load);
    return head.widget;
}

QWidget* ContentTree::buildFoot()
{
    auto* foot = new QWidget(this);
    foot->setProperty("ground", u"panel"_s);
    foot->setAttribute(Qt::WA_StyledBackground);
    foot->setFixedHeight(33);
    auto* column = new QVBoxLayout(foot);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeLine(foot));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 0, 6, 0);
    row->setSpacing(8);
    m_footIcon = new IconLabel(IconName::Checks, ColorRole::Ok, 14, foot);
    m_foot = new ElidedLabel(FontRole::Secondary, ColorRole::Tx2, foot);
    m_checkAll =
        makeButton(ObjectNames::contentCheckAll, tr("Render all"), std::nullopt, ButtonKind::Link, foot);
    m_checkAll->setToolTip(tr("Renders every task for the machines that would use it; nothing runs"));
    connect(m_checkAll, &QPushButton::clicked, &m_controller, &ContentController::checkAll);
    row->addWidget(m_footIcon);
    row->addWidget(m_foot, 1);
    row->addWidget(m_checkAll);
    column->addLayout(row, 1);
    return foot;
}

void ContentTree::refresh()
{
    m_showing = true;
    const bool first = m_model.rowCount() == 0;
    m_model.setPacks(m_controller.packs(), m_controller.ownProfiles());
    const bool searching = !m_filter->text().trimmed().isEmpty();
    if (searching) {
        constexpr int fewEnough = 60; // then the way to all of them is open
        if (m_model.objectCount() <= fewEnough)
            m_tree->expandAll();
        m_filter->setResult(tr("%1 found").arg(countText(m_model.objectCount())));
    } else {
        m_filter->setResult({});
    }
    if (first) {
        for (int row = 0; row < m_model.rowCount(); ++row)
            m_tree->expand(m_model.index(row, 0));
    }
    m_showing = false;
    const int packs = m_model.packCount();
    m_count->setText(packs == 1 ? tr("1 pack") : tr("%1 packs").arg(countText(packs)));
    showKey(m_controller.key());
    updateFoot();
}

void ContentTree::updateFoot()
{
    const qsizetype faults = m_controller.faults().size();
    m_checkAll->setEnabled(!m_controller.isChecking());
    m_footIcon->setIcon(faults > 0 ? IconName::StateFailed : IconName::Checks,
                        faults > 0 ? ColorRole::Bad : ColorRole::Ok);
    const QString objects = tr("%1 objects").arg(countText(m_model.objectCount()));
    if (m_controller.isChecking())
        m_foot->setText(tr("%1 tasks rendered…").arg(countText(m_controller.checkedTasks())));
    else if (faults > 0)
        m_foot->setText(faults == 1 ? tr("%1, 1 error").arg(objects)
                                    : tr("%1, %2 errors").arg(objects, countText(faults)));
    else
        m_foot->setText(m_controller.checkedTasks() > 1
                            ? tr("%1, %2 tasks render").arg(objects, countText(m_controller.checkedTasks()))
                            : tr("%1, valid").arg(objects));
}

void ContentTree::showKey(const ContentKey& key)
{
    const QModelIndex index = m_model.indexOf(key);
    if (!index.isValid() || index == m_tree->currentIndex())
        return;
    m_showing = true;
    for (QModelIndex parent = index.parent(); parent.isValid(); parent = parent.parent())
        m_tree->expand(parent);
    m_tree->setCurrentIndex(index);
    m_tree->scrollTo(index);
    m_showing = false;
}

void ContentTree::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

} // namespace Drover
