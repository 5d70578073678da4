#include "ui/wizards/wizarddialog.h"

#include "ui/theme/iconcache.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/wizards/steplist.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// What lies behind an open wizard can't be used, and looks so. Goes with the dialog.
class Shade final : public QWidget
{
public:
    explicit Shade(QWidget* window, QWidget* dialog) : QWidget(window)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setGeometry(window->rect());
        show();
        raise();
        connect(dialog, &QObject::destroyed, this, &QObject::deleteLater);
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), QColor(0, 0, 0, 168)); }
};

} // namespace

WizardDialog::WizardDialog(const QString& name, IconName icon, const QString& title, QWidget* parent)
    : QDialog(parent), m_name(name), m_steps(new StepList(this)), m_pages(new QStackedWidget(this)),
      m_leave(new Banner(this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(name);
    setWindowTitle(title);
    setAccessibleName(title);
    setModal(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead(icon, title));
    column->addWidget(makeLine(this));
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_steps);
    auto* edge = new QFrame(this);
    edge->setFixedWidth(1);
    edge->setFrameShape(QFrame::VLine);
    edge->setFrameShadow(QFrame::Plain);
    edge->setForegroundRole(QPalette::Mid);
    middle->addWidget(edge);
    m_pages->setProperty("ground", u"page"_s);
    m_pages->setAttribute(Qt::WA_StyledBackground);
    middle->addWidget(m_pages, 1);
    column->addLayout(middle, 1);
    m_leave->setObjectName(fieldName(u"leave"_s));
    m_leave->setMessage(Tone::Warn, IconName::StateWarning, tr("Nothing was started."),
                        tr("What you typed goes when this closes. Esc once more closes it."));
    connect(m_leave->addAction(fieldName(u"stay"_s), tr("Go on")), &QPushButton::clicked, this,
            [this] { setLeaving(false); });
    connect(m_leave->addAction(fieldName(u"discard"_s), tr("Discard")), &QPushButton::clicked, this,
            [this] { QDialog::reject(); });
    m_leave->hide();
    column->addWidget(m_leave);
    column->addWidget(makeLine(this));
    column->addWidget(buildFoot());
    connect(m_steps, &StepList::activated, this, &WizardDialog::goTo);
    resize(1312, 836);
}

QString WizardDialog::fieldName(const QString& tail) const
{
    return m_name + u'/' + tail;
}

QWidget* WizardDialog::buildHead(IconName icon, const QString& title)
{
    auto* head = new QWidget(this);
    head->setFixedHeight(48);
    auto* row = new QHBoxLayout(head);
    row->setContentsMargins(20, 0, 10, 0);
    row->setSpacing(12);
    auto* mark = new QLabel(head);
    mark->setPixmap(themeIcon(icon, ColorRole::Acc).pixmap(QSize(16, 16), devicePixelRatioF()));
    row->addWidget(mark);
    row->addWidget(makeLabel(title, FontRole::PanelTitle, ColorRole::Tx1, head));
    m_subtitle = makeLabel({}, FontRole::Body, ColorRole::Tx3, head);
    row->addWidget(m_subtitle, 1);
    QToolButton* close =
        makeIconButton(fieldName(u"close"_s), IconName::Close, tr("Close without starting anything"), head);
    connect(close, &QToolButton::clicked, this, &WizardDialog::reject);
    row->addWidget(close);
    return head;
}

QWidget* WizardDialog::buildFoot()
{
    auto* foot = new QWidget(this);
    foot->setFixedHeight(56);
    m_footRow = new QHBoxLayout(foot);
    m_footRow->setContentsMargins(16, 0, 16, 0);
    m_footRow->setSpacing(8);
    m_footRow->addStretch(1);
    const auto add = [&](const char* name, const QString& text, ButtonKind kind) {
        QPushButton* button =
            makeButton(fieldName(QString::fromLatin1(name)), text, std::nullopt, kind, foot);
        setButtonSize(button, ButtonSize::Large);
        m_footRow->addWidget(button);
        return button;
    };
    m_cancel = add("cancel", tr("Cancel"), ButtonKind::Plain);
    m_back = add("back", tr("Back"), ButtonKind::Plain);
    m_next = add("next", tr("Next"), ButtonKind::Primary);
    m_primary = add("start", tr("Start"), ButtonKind::Primary);
    connect(m_cancel, &QPushButton::clicked, this, &WizardDialog::reject);
    connect(m_back, &QPushButton::clicked, this, [this] { goTo(currentStep() - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { goTo(currentStep() + 1); });
    return foot;
}

QPushButton* WizardDialog::addFootButton(const QString& name, const QString& text, IconName icon)
{
    QPushButton* button = makeButton(fieldName(name), text, icon, ButtonKind::Quiet, this);
    setButtonSize(button, ButtonSize::Large);
    m_footRow->insertWidget(m_footButtons++, button);
    return button;
}

void WizardDialog::addPage(const QString& name, const QString& title, QWidget* page)
{
    m_steps->addStep(fieldName(u"step/"_s + name), title);
    page->setObjectName(fieldName(name));
    page->setAccessibleName(title);
    m_pages->addWidget(page);
}

void WizardDialog::setSubtitle(const QString& text)
{
    m_subtitle->setText(text);
}

void WizardDialog::setStepText(int step, const QString& text)
{
    m_steps->setText(step, text);
}

void WizardDialog::setStepState(int step, StepState state)
{
    m_steps->setState(step, state);
}

void WizardDialog::setNote(IconName icon, const QString& title, const QString& text)
{
    m_steps->setNote(icon, title, text);
}

int WizardDialog::currentStep() const
{
    return m_pages->currentIndex();
}

int WizardDialog::stepCount() const
{
    return m_pages->count();
}

void WizardDialog::goTo(int step)
{
    if (step < 0 || step >= stepCount() || (step != currentStep() && !mayGoTo(step)))
        return;
    setLeaving(false);
    m_pages->setCurrentIndex(step);
    m_steps->setCurrent(step);
    updateFoot();
    m_pages->currentWidget()->setFocus(Qt::OtherFocusReason);
    stepShown(step);
}

void WizardDialog::updateFoot()
{
    const bool last = currentStep() + 1 == stepCount();
    m_back->setVisible(stepCount() > 1);
    m_back->setEnabled(currentStep() > 0);
    m_next->setVisible(!last);
    m_primary->setVisible(last);
}

void WizardDialog::keyPressEvent(QKeyEvent* event)
{
    // Enter in a field must not start anything by itself; buttons take it when they have the focus.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (m_next->isVisible() && m_next->isEnabled())
            goTo(currentStep() + 1);
        return;
    }
    QDialog::keyPressEvent(event);
}

void WizardDialog::reject()
{
    if (m_leaving || !hasInput()) {
        QDialog::reject();
        return;
    }
    setLeaving(true);
    m_leave->findChild<QPushButton*>(fieldName(u"stay"_s))->setFocus(Qt::OtherFocusReason);
}

void WizardDialog::setLeaving(bool leaving)
{
    m_leaving = leaving;
    m_leave->setVisible(leaving);
}

void WizardDialog::showEvent(QShowEvent* event)
{
    // Never larger than what it lies on.
    const QSize room =
        parentWidget() ? parentWidget()->window()->size() - QSize(48, 48) : screen()->availableSize();
    resize(size().boundedTo(room)); // before it is placed in the middle
    QDialog::showEvent(event);
    if (parentWidget() && !m_shade)
        m_shade = new Shade(parentWidget()->window(), this);
    updateFoot();
}

} // namespace Drover
