#include "ui/panes/content/contentpane.h"

#include "models/objectkey.h"
#include "ui/objectnames.h"
#include "ui/panes/content/contentpage.h"
#include "ui/panes/content/contentproblems.h"
#include "ui/panes/content/contentside.h"
#include "ui/panes/content/contenttree.h"
#include "ui/panes/content/packdialog.h"
#include "ui/panes/content/trydialog.h"

#include <QAction>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

ContentPane::ContentPane(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_controller(context.engine, context.replica),
      m_tree(new ContentTree(m_controller)), m_page(new ContentPage(m_controller, context.replica)),
      m_problems(new ContentProblems(m_controller)), m_side(new ContentSide(m_controller))
{
    setObjectName(ObjectNames::contentPane);
    setAccessibleName(tr("Content"));
    auto* split = new QSplitter(Qt::Horizontal, this);
    split->setChildrenCollapsible(false);
    auto* middle = new QWidget(split);
    auto* column = new QVBoxLayout(middle);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_page, 1);
    column->addWidget(m_problems);
    m_tree->setMinimumWidth(220);
    m_side->setMinimumWidth(220);
    split->addWidget(m_tree);
    split->addWidget(middle);
    split->addWidget(m_side);
    split->setStretchFactor(1, 1);
    split->setSizes({276, 800, 292});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(split);
    setFocusProxy(m_tree);

    connect(m_tree, &ContentTree::opened, this, &ContentPane::open);
    connect(m_tree, &ContentTree::loadRequested, this, &ContentPane::openLoad);
    connect(m_page, &ContentPage::opened, this, &ContentPane::open);
    connect(m_page, &ContentPage::paramChosen, m_side, &ContentSide::showParam);
    connect(m_page, &ContentPage::loadRequested, this, &ContentPane::openLoad);
    connect(m_side, &ContentSide::lineRequested, m_page, &ContentPage::goToLine);
    connect(m_side, &ContentSide::useOpened, this, &ContentPane::openUse);
    connect(m_side, &ContentSide::paramOpened, this, [this](const QString& name) {
        open({u"params"_s, name, {}});
    });
    connect(m_side, &ContentSide::tryRequested, this, &ContentPane::openTry);
    connect(m_problems, &ContentProblems::opened, this, &ContentPane::open);
    connect(m_problems, &ContentProblems::tryRequested, this, &ContentPane::openTry);
    connect(m_problems, &ContentProblems::lineRequested, this, [this](int line) {
        m_lineToShow = line;
        m_page->goToLine(line);
    });
    connect(&m_controller, &ContentController::renderingChanged, this, [this] {
        if (m_lineToShow > 0 && m_controller.rendering())
            m_page->goToLine(std::exchange(m_lineToShow, 0));
    });
    connect(&m_controller, &ContentController::packsChanged, this, &ContentPane::chooseFirst);
    addKey(tr("Next machine"), Qt::CTRL | Qt::Key_M, &ContentPane::nextMachine);
    addKey(tr("Next problem"), Qt::Key_F8, &ContentPane::nextProblem);
    addKey(tr("Copy the mended line"), Qt::CTRL | Qt::Key_Period, &ContentPane::copyMend);
    addKey(tr("Used by"), Qt::CTRL | Qt::Key_B, &ContentPane::showUses);
    addKey(tr("Search"), Qt::Key_Slash, &ContentPane::search); // lists would take the letter for themselves
}

void ContentPane::addKey(const QString& text, const QKeySequence& keys, void (ContentPane::*run)())
{
    auto* action = new QAction(text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, run);
    addAction(action);
}

void ContentPane::open(const ContentKey& key)
{
    m_controller.open(key);
    m_tree->showKey(key);
}

/// Something is shown from the start: a task that a machine comes to, with its template.
void ContentPane::chooseFirst()
{
    if (m_controller.key().isSet())
        return;
    const auto& packs = m_controller.packs().packs;
    for (auto pack = packs.crbegin(); pack != packs.crend(); ++pack) {
        for (const Answers::ContentEntry& entry : pack->objects) {
            if (entry.section == "tasks"_L1 && !entry.templates.isEmpty())
                return open({entry.section, entry.name, entry.templates.constFirst()});
        }
    }
}

void ContentPane::openUse(const ContentUse& use)
{
    if (use.section == "pools"_L1) {
        emit objectRequested(poolKey(use.name));
    } else if (use.section == "clusters"_L1) {
        emit objectRequested(clusterKey(use.name));
    } else if (use.section == "machines"_L1 || use.section == "brokers"_L1) {
        if (const Machine* machine = m_context.replica.machineNamed(use.name))
            emit objectRequested(machineKey(machine->id));
    } else {
        const bool own = use.section == "profiles"_L1 && m_context.replica.profile(use.name);
        const bool task = use.section == "tasks"_L1 &&
                          (use.how == ContentUseHow::Mentions || use.how == ContentUseHow::Includes);
        if (task && use.how == ContentUseHow::Mentions)
            m_lineToShow = use.at;
        open({own ? u"own"_s : use.section, use.name, task ? use.where : QString()});
    }
}

void ContentPane::openTry(const QString& param)
{
    (new TryDialog(m_controller, param, this))->open();
}

void ContentPane::openLoad()
{
    (new PackDialog(m_context, this))->open();
}

void ContentPane::nextProblem()
{
    m_problems->next();
}

void ContentPane::copyMend()
{
    m_problems->copyMend();
}

void ContentPane::showUses()
{
    m_side->focusUses();
}

void ContentPane::search()
{
    m_tree->focusFilter();
}

} // namespace Drover
