#include "ui/panes/content/contentpage.h"

#include "models/content/contentcontroller.h"
#include "ui/delegates/rowdelegate.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/text/contenttext.h"
#include "ui/theme/contentlook.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QHeaderView>
#include <QPushButton>
#include <QStackedLayout>
#include <QTreeView>

using namespace Qt::StringLiterals;

namespace Drover {

ContentPage::ContentPage(ContentController& controller, const Replica& replica, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_replica(replica), m_detail(detailWords())
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    m_stack = new QStackedLayout;
    m_pair = new CodePair(controller, this);
    buildDetail();
    m_written = new CodeView(this);
    m_written->setObjectName(ObjectNames::contentWritten);
    m_written->setAccessibleName(tr("As its author wrote it"));
    m_nothing = new EmptyState(this);
    QPushButton* load =
        m_nothing->addAction(ObjectNames::contentLoadFirst, tr("Load a pack…"), IconName::Upload, false);
    connect(load, &QPushButton::clicked, this, &ContentPage::loadRequested);
    for (QWidget* widget : {static_cast<QWidget*>(m_pair), static_cast<QWidget*>(m_page),
                            static_cast<QWidget*>(m_written), static_cast<QWidget*>(m_nothing)})
        m_stack->addWidget(widget);
    column->addLayout(m_stack, 1);
    connect(m_pair, &CodePair::paramChosen, this, &ContentPage::paramChosen);
    connect(&m_controller, &ContentController::objectChanged, this, &ContentPage::refresh);
    refresh();
}

QWidget* ContentPage::buildHead()
{
    const PaneHead head = makePaneHead({}, this);
    m_icon = new IconLabel(IconName::File, ColorRole::Acc, 16, head.widget);
    m_name = new ElidedLabel(FontRole::BodyStrong, ColorRole::Tx1, head.widget);
    m_where = new ElidedLabel(FontRole::Secondary, ColorRole::Tx3, head.widget);
    m_views = new SegmentedControl(head.widget);
    m_views->setObjectName(ObjectNames::contentViews);
    m_views->setAccessibleName(tr("What is shown of it"));
    const auto segment = [this](View view, const char* name, const QString& text) {
        m_views->addSegment(
            int(view), ObjectNames::actionButton(ObjectNames::contentViews, QString::fromLatin1(name)), text);
    };
    segment(View::Template, "template", tr("Template"));
    segment(View::Both, "both", tr("Both"));
    segment(View::Rendered, "rendered", tr("Rendered"));
    segment(View::Page, "page", tr("Page"));
    segment(View::Written, "written", tr("As written"));
    connect(m_views, &SegmentedControl::currentChanged, this, [this](int id) { show(View(id)); });
    head.row->addWidget(m_icon);
    head.row->addWidget(m_name, 2);
    head.row->addWidget(m_where, 3);
    head.row->addWidget(m_views);
    return head.widget;
}

void ContentPage::buildDetail()
{
    m_page = new QTreeView(this);
    m_page->setObjectName(ObjectNames::contentDetail);
    m_page->setAccessibleName(tr("The object's fields, lists and values"));
    m_page->setHeaderHidden(true);
    m_page->setUniformRowHeights(true);
    m_page->setIndentation(16);
    m_page->setModel(&m_detail);
    auto* text = new TextDelegate(m_page);
    text->setRowHeight(24);
    auto* name = new NameDelegate(m_page);
    name->setRowHeight(24);
    m_page->setItemDelegate(text);
    m_page->header()->resizeSection(int(DetailColumn::Name), 280);
    m_page->header()->resizeSection(int(DetailColumn::Value), 340);
    m_page->header()->setStretchLastSection(true);
    connect(m_page, &QTreeView::activated, this, [this](const QModelIndex& index) {
        if (const ContentKey& target = m_detail.at(index).target; target.isSet())
            emit opened(target);
    });
}

void ContentPage::refresh()
{
    const ContentKey& key = m_controller.key();
    const auto& object = m_controller.object();
    const bool own = key.section == "own"_L1;
    const Profile* profile = own ? m_replica.profile(key.name) : nullptr;
    m_views->setVisible(object || profile);
    if (!object && !profile)
        return showNothing();
    const bool code = object && (key.section == "templates"_L1 || !key.templateName.isEmpty());
    m_icon->setIcon(code ? IconName::File : sectionIcon(key.section), ColorRole::Acc);
    m_name->setText(key.templateName.isEmpty() ? key.name : key.templateName);
    if (own) {
        m_where->setText(tr("made here"));
        m_detail.show(*profile);
    } else {
        const QString place = key.templateName.isEmpty()
                                  ? tr("%1 / %2, read only").arg(object->pack, key.section)
                                  : tr("%1 / %2 / %3, read only").arg(object->pack, key.section, key.name);
        m_where->setText(place);
        m_detail.show(*object);
    }
    m_page->expandAll();
    for (int row = 0; row < m_detail.rowCount(); ++row)
        m_page->setFirstColumnSpanned(row, {}, true);
    if (code)
        m_pair->refresh();
    offerViews(code  ? QList{View::Template, View::Both, View::Rendered, View::Page, View::Written}
               : own ? QList{View::Page}
                     : QList{View::Page, View::Written});
    show(code ? m_codeView : m_pageView);
}

void ContentPage::offerViews(const QList<View>& views)
{
    m_offered = views;
    for (const View view : {View::Template, View::Both, View::Rendered, View::Page, View::Written})
        m_views->setSegmentVisible(int(view), views.contains(view));
}

void ContentPage::show(View view)
{
    if (!m_offered.contains(view))
        view = m_offered.constFirst();
    const bool code = m_offered.contains(View::Both);
    (code ? m_codeView : m_pageView) = view;
    m_views->setCurrent(int(view));
    switch (view) {
    case View::Template:
    case View::Both:
    case View::Rendered:
        m_pair->setShown(CodePair::Shown(int(view)));
        m_stack->setCurrentWidget(m_pair);
        break;
    case View::Page:
        m_stack->setCurrentWidget(m_page);
        break;
    case View::Written:
        showWritten();
        m_stack->setCurrentWidget(m_written);
        break;
    }
}

void ContentPage::showWritten()
{
    QList<CodeView::Row> rows;
    const QStringList lines = codeLines(m_controller.object()->written);
    for (qsizetype i = 0; i < lines.size(); ++i)
        rows.append({int(i + 1), lines.at(i)});
    m_written->setRows(rows, m_controller.key().section == "templates"_L1 ? CodeLanguage::Shell
                                                                          : CodeLanguage::Yaml);
}

void ContentPage::showNothing()
{
    const ContentKey& key = m_controller.key();
    m_name->setText({});
    m_where->setText({});
    if (key.isSet())
        m_nothing->setMessage(IconName::Content, ColorRole::Tx3, key.name,
                              tr("It is being read. When it stays away, no loaded pack has it any more."));
    else
        m_nothing->setMessage(
            IconName::Content, ColorRole::Tx3, tr("Nothing is opened"),
            tr("Choose an object at the left: a task's template is shown beside what it becomes "
               "for a machine."));
    m_stack->setCurrentWidget(m_nothing);
}

void ContentPage::goToLine(int line)
{
    if (m_offered.contains(View::Both) && m_stack->currentWidget() != m_pair)
        show(View::Both);
    m_pair->goToLine(line);
}

} // namespace Drover
