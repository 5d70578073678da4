#include "ui/shell/firstrunpage.h"

#include "models/replica.h"
#include "ui/objectnames.h"
#include "ui/shell/firstruncard.h"
#include "ui/shell/firstrunpictures.h"
#include "ui/text/words.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/factstrip.h"
#include "ui/widgets/keycaps.h"

#include <QCheckBox>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

enum Way { Demo, Example, Own };

FirstRunLine need(bool met, const QString& text, const QString& aside)
{
    return {met ? IconName::StateOk : IconName::StateFailed, text, aside, met ? Tone::Ok : Tone::Bad};
}

} // namespace

FirstRunPage::FirstRunPage(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_facts(new FactStrip(this)),
      m_hide(new QCheckBox(tr("Do not show at the next start"), this))
{
    setObjectName(ObjectNames::firstRun);
    setAccessibleName(tr("Start with Drover"));
    setProperty("ground", u"page"_s);
    setAttribute(Qt::WA_StyledBackground);
    setFocusPolicy(Qt::StrongFocus);
    auto* scroll = new QScrollArea(this);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget(scroll);
    page->setProperty("ground", u"page"_s);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(44, 20, 44, 16);
    column->setSpacing(0);
    column->addStretch(1);
    column->addWidget(makeLabel(tr("Start with Drover"), FontRole::PageTitle, ColorRole::Tx1, page));
    column->addSpacing(4);
    column->addWidget(
        makeLabel(tr("This directory is empty. Choose one way now; the others stay in the palette, "
                     "and a simulated fleet has a directory of its own."),
                  FontRole::Body, ColorRole::Tx2, page));
    column->addSpacing(20);
    column->addWidget(buildCards());
    column->addSpacing(16);
    column->addWidget(m_facts);
    column->addSpacing(12);
    column->addWidget(buildFoot());
    column->addStretch(2);
    scroll->setWidget(page);
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(scroll);
    m_hide->setObjectName(u"first-run/hide"_s);
    m_hide->setAccessibleName(m_hide->text());
    connect(m_hide, &QCheckBox::toggled, this, &FirstRunPage::hiddenNextTimeChanged);
    connect(&context.replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot)
            update();
    });
    connect(&context.replica, &Replica::silentChanged, this, &FirstRunPage::update);
    update();
}

QWidget* FirstRunPage::buildCards()
{
    auto* holder = new QWidget(this);
    auto* row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    const auto add = [&](const char* name, QWidget* picture, IconName icon, const QString& title) {
        auto* card = new FirstRunCard(u"first-run/"_s + QString::fromLatin1(name), picture, icon, title,
                                      int(m_cards.size()) + 1, holder);
        m_cards.append(card);
        row->addWidget(card, 1);
        return card;
    };
    FirstRunCard* demo = add("demo", makeFleetPicture(), IconName::Demo, tr("Simulated fleet"));
    connect(demo->addButton(ObjectNames::firstRunDemo, tr("Start simulation"), IconName::Play),
            &QPushButton::clicked, this, &FirstRunPage::demoRequested);
    FirstRunCard* example =
        add("example", makeTimelinePicture(), IconName::Computer, tr("Real example on this computer"));
    connect(example->addButton(ObjectNames::firstRunExample, tr("Build example…"), IconName::StateBuilding),
            &QPushButton::clicked, this, &FirstRunPage::exampleRequested);
    FirstRunCard* own = add("own", makeRackPicture(), IconName::Machines, tr("My own machines"));
    connect(own->addButton(ObjectNames::firstRunImport, tr("Add machines…"), IconName::StateJoining),
            &QPushButton::clicked, this, &FirstRunPage::importRequested);
    QPushButton* attach =
        own->addButton(ObjectNames::firstRunConnect, tr("Connect…"), IconName::RemoteEngine);
    setButtonKind(attach, ButtonKind::Quiet);
    connect(attach, &QPushButton::clicked, this, &FirstRunPage::connectRequested);
    demo->setPrimary(true);
    return holder;
}

QWidget* FirstRunPage::buildFoot()
{
    auto* foot = new QWidget(this);
    auto* row = new QHBoxLayout(foot);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    const auto key = [&](const QString& keys, const QString& what) {
        row->addWidget(new KeyCaps(keys, foot));
        row->addWidget(makeLabel(what, FontRole::Secondary, ColorRole::Tx2, foot));
        row->addSpacing(12);
    };
    key(u"Ctrl+K"_s, tr("find anything"));
    key(u"F1"_s, tr("all keys"));
    key(u"/"_s, tr("filter"));
    key(u"N"_s, tr("follow now"));
    row->addStretch(1);
    row->addWidget(m_hide);
    return foot;
}

void FirstRunPage::setSurroundings(const Surroundings& surroundings)
{
    m_around = surroundings;
    update();
}

void FirstRunPage::setHiddenNextTime(bool hidden)
{
    m_hide->setChecked(hidden);
}

bool FirstRunPage::isHiddenNextTime() const
{
    return m_hide->isChecked();
}

void FirstRunPage::update()
{
    updateDemo();
    updateExample();
    updateOwn();
    const bool ours = m_around.owner == EngineOwner::ThisWindow;
    m_facts->setItems(
        {{IconName::EmbeddedEngine, tr("Engine"),
          ours ? tr("in this window, stops with it") : tr("another program's, goes on without us")},
         {IconName::Disk, tr("Data"), homePath(m_context.replica.figures().directory), true},
         {IconName::StateHold, tr("Listens on"), tr("a local socket, for you only")},
         {IconName::Checks, tr("Sends"), tr("nothing, no usage data")}});
}

void FirstRunPage::updateDemo()
{
    FirstRunCard* card = m_cards.at(Demo);
    card->setText(tr("A fleet that exists in this program only, with failures, retries and gates. Everything "
                     "can be tried."));
    card->setLines({{IconName::Machines, tr("612 machines in 3 pools"), tr("simulated")},
                    {IconName::Clusters, tr("6 clusters come up as you look"), tr("60 times as fast")},
                    {IconName::Retry, tr("Retry, lock, abort, destroy"), tr("all work")},
                    {IconName::Folder, tr("A directory of its own"), homePath(m_around.demoDirectory)},
                    {IconName::StateOk, tr("Nothing outside this program is touched"), {}, Tone::Ok}});
    card->setAside(m_around.demoThere ? tr("was made before") : tr("some seconds"));
    card->mainButton()->setText(m_around.demoThere ? tr("Open simulation") : tr("Start simulation"));
    card->mainButton()->setAccessibleName(card->mainButton()->text());
}

void FirstRunPage::updateExample()
{
    FirstRunCard* card = m_cards.at(Example);
    card->setText(tr("Builds a real etcd cluster of processes on this computer, with the same workflow as a "
                     "big one."));
    const bool programs = m_around.missingPrograms.isEmpty();
    const bool room = m_around.freeBytes < 0 || m_around.freeBytes > (1LL << 30);
    QList<FirstRunLine> lines{
        need(programs, programs ? tr("etcd and etcdctl") : tr("Install etcd-server and etcd-client"),
             programs ? tr("found") : tr("not found")),
        need(m_around.busyAddress.isEmpty(),
             m_around.busyAddress.isEmpty() ? tr("Addresses 127.0.1.11 to 127.0.1.15")
                                            : tr("%1 is in use; end what has it").arg(m_around.busyAddress),
             m_around.busyAddress.isEmpty() ? tr("ports free") : QString()),
        {room ? IconName::StateOk : IconName::StateWarning, tr("Disk"),
         m_around.freeBytes < 0 ? QString() : tr("%1 free").arg(sizeText(m_around.freeBytes)),
         room ? Tone::Ok : Tone::Warn},
        {IconName::Quorum, tr("3 voters, then 2 workers behind a gate"), tr("5 machines")},
        {IconName::Destroy, tr("Destroy takes all of it away again"), {}}};
    if (!m_around.directoryIsReal)
        lines.prepend(need(false, tr("This directory is simulated: open another"), {}));
    card->setLines(lines);
    card->mainButton()->setEnabled(m_around.exampleRuns() && !m_context.replica.isSilent());
    card->setAside(tr("the plan comes first"));
}

void FirstRunPage::updateOwn()
{
    FirstRunCard* card = m_cards.at(Own);
    card->setText(tr("Takes machines in from a list of yours, or shows an engine that works already."));
    card->setLines({{IconName::File, tr("An inventory file"), tr("YAML or JSON")},
                    {IconName::Tag, tr("Name, address, pool, profiles, params"), tr("name is enough")},
                    {IconName::Pools, tr("Machines enter their pool"), tr("or default")},
                    {IconName::RemoteEngine, tr("Or connect to a running engine"), tr("by its directory")},
                    {IconName::StateOk, tr("Nothing starts on them by itself"), {}, Tone::Ok}});
    card->mainButton()->setEnabled(!m_context.replica.isSilent());
}

void FirstRunPage::keyPressEvent(QKeyEvent* event)
{
    const int way = event->key() - Qt::Key_1;
    if (way >= Demo && way <= Own && event->modifiers() == Qt::NoModifier)
        m_cards.at(way)->mainButton()->click();
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
        moveFocus(event->key() == Qt::Key_Right ? 1 : -1);
    else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (auto* button = qobject_cast<QPushButton*>(focusWidget()))
            button->click();
    } else
        QWidget::keyPressEvent(event);
}

/// From card to card.
void FirstRunPage::moveFocus(int step)
{
    int at = 0;
    for (int i = 0; i < m_cards.size(); ++i) {
        if (m_cards.at(i)->isAncestorOf(focusWidget()))
            at = i + step;
    }
    m_cards.at(std::clamp(at, 0, int(m_cards.size()) - 1))->mainButton()->setFocus(Qt::OtherFocusReason);
}

void FirstRunPage::focusInEvent(QFocusEvent*)
{
    m_cards.constFirst()->mainButton()->setFocus(Qt::OtherFocusReason);
}

} // namespace Drover
