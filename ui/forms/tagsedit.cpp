#include "ui/forms/tagsedit.h"

#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/flowrow.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// One tag: its text and a way to take it away.
class Tag final : public QWidget
{
public:
    Tag(const QString& name, const QString& text, QWidget* parent) : QWidget(parent)
    {
        setFixedHeight(22);
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(7, 0, 2, 0);
        row->setSpacing(2);
        row->addWidget(makeLabel(text, FontRole::FigureSmall, ColorRole::Tx1, this));
        remove = makeIconButton(name, IconName::Close, QObject::tr("Remove %1").arg(text), this);
        remove->setFixedSize(18, 18);
        remove->setIconSize(QSize(9, 9));
        row->addWidget(remove);
    }
    QToolButton* remove;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(Theme::current().color(ColorRole::Line2));
        painter.setBrush(Theme::current().color(ColorRole::Bg3));
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    }
};

} // namespace

TagsEdit::TagsEdit(const QString& name, const QStringList& choices, QWidget* parent)
    : QWidget(parent), m_name(name), m_row(new FlowRow(this)), m_field(new QLineEdit(this))
{
    m_row->setContentsMargins(5, 3, 5, 3);
    m_row->setSpacing(4);
    m_field->setObjectName(name + u"/add"_s);
    m_field->setAccessibleName(tr("Add one"));
    m_field->setPlaceholderText(tr("add…"));
    m_field->setProperty("frameless", true);
    m_field->setMinimumWidth(90);
    m_field->setFixedHeight(22);
    m_field->setFont(themeFont(FontRole::FigureSmall));
    m_field->installEventFilter(this);
    if (!choices.isEmpty()) {
        auto* completer = new QCompleter(choices, m_field);
        completer->setCaseSensitivity(Qt::CaseInsensitive);
        completer->setFilterMode(Qt::MatchContains);
        m_field->setCompleter(completer);
        connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &TagsEdit::addTyped,
                Qt::QueuedConnection);
    }
    connect(m_field, &QLineEdit::editingFinished, this, &TagsEdit::addTyped);
    setFocusProxy(m_field);
    setMinimumHeight(28);
    rebuild();
}

void TagsEdit::setTags(const QStringList& tags)
{
    if (tags == m_tags)
        return;
    m_tags = tags;
    rebuild();
}

void TagsEdit::addTyped()
{
    const QString typed = m_field->text().trimmed();
    m_field->clear();
    if (typed.isEmpty() || m_tags.contains(typed))
        return;
    m_tags.append(typed);
    rebuild();
    emit edited();
}

void TagsEdit::removeAt(qsizetype index)
{
    m_tags.removeAt(index);
    rebuild();
    m_field->setFocus(Qt::OtherFocusReason);
    emit edited();
}

void TagsEdit::rebuild()
{
    while (QLayoutItem* item = m_row->takeAt(0))
        delete item;
    for (QWidget* each : std::as_const(m_shown)) {
        each->hide();
        each->deleteLater(); // the press that led here may come from it
    }
    m_shown.clear();
    for (qsizetype i = 0; i < m_tags.size(); ++i) {
        auto* tag = new Tag(m_name + u'/' + m_tags.at(i), m_tags.at(i), this);
        connect(tag->remove, &QToolButton::clicked, this, [this, i] { removeAt(i); });
        m_row->addWidget(tag);
        tag->show();
        m_shown.append(tag);
    }
    m_row->addWidget(m_field);
    updateGeometry();
    update();
}

bool TagsEdit::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool adds =
            key->key() == Qt::Key_Comma || key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (adds && !m_field->text().trimmed().isEmpty()) {
            addTyped();
            return true;
        }
        if (key->key() == Qt::Key_Backspace && m_field->text().isEmpty() && !m_tags.isEmpty()) {
            removeAt(m_tags.size() - 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void TagsEdit::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focus = m_field->hasFocus();
    const bool faulty = property("problem").toString() == "error"_L1;
    const ColorRole edge = faulty ? ColorRole::Bad : focus ? ColorRole::Acc : ColorRole::Ctl;
    painter.setPen(QPen(theme.color(edge), focus ? 2 : 1));
    painter.setBrush(theme.color(ColorRole::Bg1));
    const double inset = focus ? 1 : 0.5;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), 4, 4);
}

} // namespace Drover
