#include "ui/wizards/steplist.h"

#include "ui/theme/iconcache.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/wizards/wizarddialog.h"

#include <QAbstractButton>
#include <QLabel>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int stepHeight = 56;
constexpr double circleRadius = 12;

QString stateWord(StepState state)
{
    switch (state) {
    case StepState::ToDo:
        return StepList::tr("to do");
    case StepState::Current:
        return StepList::tr("current step");
    case StepState::Done:
        return StepList::tr("done");
    case StepState::Problem:
        return StepList::tr("has a problem");
    }
    return {};
}

} // namespace

class StepList::Step : public QAbstractButton
{
public:
    Step(int number, const QString& title, StepList* parent)
        : QAbstractButton(parent), m_number(number), m_title(title)
    {
        setFixedHeight(stepHeight);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        describe();
    }

    void setText(const QString& text)
    {
        m_text = text;
        describe();
    }
    void setState(StepState state)
    {
        m_state = state;
        describe();
    }
    void setPlace(bool first, bool last)
    {
        m_first = first;
        m_last = last;
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        const Theme& theme = Theme::current();
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool current = m_state == StepState::Current;
        if (current) {
            painter.fillRect(rect(), theme.color(ColorRole::Sel2));
            painter.fillRect(QRect(0, 0, 2, height()), theme.color(ColorRole::SelLine));
        } else if (underMouse() && isEnabled()) {
            painter.fillRect(rect(), theme.color(ColorRole::Bg4));
        }
        const QPointF centre(32, 28);
        const bool done = m_state == StepState::Done;
        painter.setPen(QPen(theme.color(done ? ColorRole::OkBar2 : ColorRole::Line2), 1.5));
        if (!m_first)
            painter.drawLine(QPointF(centre.x(), 0), centre - QPointF(0, circleRadius));
        if (!m_last)
            painter.drawLine(centre + QPointF(0, circleRadius), QPointF(centre.x(), height()));
        paintCircle(painter, centre, theme);
        const bool quiet = m_state == StepState::ToDo;
        drawText(painter, QRectF(56, 9, width() - 64, 20), Qt::AlignLeft | Qt::AlignVCenter, m_title,
                 FontRole::BodyMedium, theme.color(quiet ? ColorRole::Tx2 : ColorRole::Tx1));
        drawText(painter, QRectF(56, 28, width() - 64, 18), Qt::AlignLeft | Qt::AlignVCenter, m_text,
                 FontRole::Label,
                 theme.color(m_state == StepState::Problem ? ColorRole::Bad : ColorRole::Tx3));
        if (hasFocus())
            drawFocusRing(painter, QRectF(rect()).adjusted(3, 2, -3, -2), 4);
    }

private:
    void paintCircle(QPainter& painter, const QPointF& centre, const Theme& theme) const
    {
        struct Look
        {
            ColorRole border;
            ColorRole fill;
            ColorRole text;
        };
        const auto look = [this]() -> Look {
            switch (m_state) {
            case StepState::ToDo:
                return {ColorRole::Line2, ColorRole::Bg2, ColorRole::Tx3};
            case StepState::Current:
                return {ColorRole::AccFill, ColorRole::AccFill, ColorRole::AccTx};
            case StepState::Done:
                return {ColorRole::Ok, ColorRole::OkTint, ColorRole::Ok};
            case StepState::Problem:
                return {ColorRole::Bad, ColorRole::BadTint, ColorRole::Bad};
            }
            return {ColorRole::Line2, ColorRole::Bg2, ColorRole::Tx3};
        }();
        painter.setPen(QPen(theme.color(look.border), 1.5));
        painter.setBrush(theme.color(look.fill));
        painter.drawEllipse(centre, circleRadius, circleRadius);
        if (m_state == StepState::Done) {
            drawIcon(painter, centre - QPointF(6, 6), IconName::BarCheck, 12, theme.color(look.text));
            return;
        }
        const QRectF box(centre.x() - circleRadius, centre.y() - circleRadius, 2 * circleRadius,
                         2 * circleRadius);
        drawText(painter, box, Qt::AlignCenter, QString::number(m_number), FontRole::SecondaryMedium,
                 theme.color(look.text));
    }
    void describe()
    {
        setAccessibleName(StepList::tr("Step %1, %2").arg(m_number).arg(m_title));
        setAccessibleDescription(m_text.isEmpty() ? stateWord(m_state)
                                                  : stateWord(m_state) + u", "_s + m_text);
        setToolTip(m_text);
        update();
    }

    int m_number;
    QString m_title;
    QString m_text;
    StepState m_state = StepState::ToDo;
    bool m_first = false;
    bool m_last = false;
};

class StepList::Note : public QWidget
{
public:
    explicit Note(QWidget* parent)
        : QWidget(parent), m_icon(new QLabel(this)),
          m_title(makeLabel({}, FontRole::SecondaryMedium, ColorRole::Tx2, this)),
          m_text(makeLabel({}, FontRole::Label, ColorRole::Tx3, this))
    {
        m_text->setWordWrap(true);
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(20, 0, 16, 16);
        column->setSpacing(4);
        auto* row = new QHBoxLayout;
        row->setSpacing(6);
        row->addWidget(m_icon);
        row->addWidget(m_title, 1);
        column->addLayout(row);
        column->addWidget(m_text);
        hide();
    }
    void say(IconName icon, const QString& title, const QString& text)
    {
        m_icon->setPixmap(themeIcon(icon, ColorRole::Tx3).pixmap(QSize(13, 13), devicePixelRatioF()));
        m_title->setText(title);
        m_text->setText(text);
        setVisible(!title.isEmpty());
    }

private:
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
};

StepList::StepList(QWidget* parent) : QWidget(parent), m_note(new Note(this))
{
    setFixedWidth(208);
    setAccessibleName(tr("Steps"));
    setProperty("ground", u"panel"_s);
    setAttribute(Qt::WA_StyledBackground);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(0);
    column->addStretch(1);
    column->addWidget(m_note);
}

int StepList::count() const
{
    return int(m_steps.size());
}

void StepList::addStep(const QString& name, const QString& title)
{
    const int place = count();
    auto* step = new Step(place + 1, title, this);
    step->setObjectName(name);
    static_cast<QVBoxLayout*>(layout())->insertWidget(place, step);
    m_steps.append(step);
    for (int i = 0; i < count(); ++i)
        m_steps.at(i)->setPlace(i == 0, i + 1 == count());
    connect(step, &QAbstractButton::clicked, this, [this, place] { emit activated(place); });
}

void StepList::setText(int step, const QString& text)
{
    m_steps.at(step)->setText(text);
}

void StepList::setState(int step, StepState state)
{
    m_steps.at(step)->setState(state);
}

void StepList::setCurrent(int step)
{
    m_current = step;
}

void StepList::setNote(IconName icon, const QString& title, const QString& text)
{
    m_note->say(icon, title, text);
}

} // namespace Drover
