#include "ui/wizards/pages/paramrow.h"

#include "models/wizards/provisioncontroller.h"
#include "ui/objectnames.h"
#include "ui/text/formtext.h"
#include "ui/theme/layerlook.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/statuspill.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFocusEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// `retry/max-attempts` → "Max attempts".
QString titleOf(const QString& param)
{
    QString title = param.section(u'/', -1).replace(u'-', u' ');
    if (!title.isEmpty())
        title[0] = title.at(0).toUpper();
    return title;
}

} // namespace

ParamRow::ParamRow(const ParamField& field, ProvisionController& controller, QWidget* parent)
    : QWidget(parent), m_field(field), m_controller(controller), m_editor(makeEditor()),
      m_source(new StatusPill(this)), m_default(makeLabel({}, FontRole::FigureSmall, ColorRole::Tx3, this)),
      m_undo(makeIconButton(ObjectNames::provisionField(u"parameters"_s, field.name + u"/undo"_s),
                            IconName::Undo, tr("Back to the inherited value"), this)),
      m_problem(makeLabel({}, FontRole::Label, ColorRole::Bad, this))
{
    setObjectName(ObjectNames::provisionField(u"parameters"_s, field.name + u"/row"_s));
    m_editor->setParent(this);
    m_editor->setObjectName(ObjectNames::provisionField(u"parameters"_s, field.name));
    m_editor->setAccessibleName(titleOf(field.name));
    m_editor->setAccessibleDescription(field.description);
    m_editor->installEventFilter(this);
    const QList<QWidget*> inner = m_editor->findChildren<QWidget*>();
    for (QWidget* each : inner)
        each->installEventFilter(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->setSpacing(12);
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    auto* title = new QHBoxLayout;
    title->setSpacing(6);
    title->addWidget(makeLabel(titleOf(field.name), FontRole::BodyMedium, ColorRole::Tx1, this));
    if (field.required) {
        QLabel* dot = makeLabel(u"•"_s, FontRole::BodyStrong, ColorRole::Warn, this);
        dot->setToolTip(tr("required"));
        title->addWidget(dot);
    }
    title->addStretch();
    names->addLayout(title);
    auto* full = new ElidedLabel(FontRole::FigureSmall, ColorRole::Tx3, this);
    full->setText(field.name);
    names->addWidget(full);
    auto* left = new QWidget(this);
    left->setLayout(names);
    names->setContentsMargins(0, 0, 0, 0);
    left->setMinimumWidth(150);
    left->setMaximumWidth(208);
    row->addWidget(left, 2, Qt::AlignTop);
    auto* middle = new QVBoxLayout;
    middle->setSpacing(3);
    if (m_editor->maximumWidth() < QWIDGETSIZE_MAX && m_editor->minimumWidth() < m_editor->maximumWidth())
        middle->addWidget(m_editor);
    else
        middle->addWidget(m_editor, 0, Qt::AlignLeft);
    m_problem->setWordWrap(true);
    middle->addWidget(m_problem);
    row->addLayout(middle, 3);
    row->addStretch(1);
    m_default->setMaximumWidth(130);
    QFont struck = m_default->font();
    struck.setStrikeOut(true);
    m_default->setFont(struck);
    row->addWidget(m_source, 0, Qt::AlignVCenter);
    row->addWidget(m_default, 0, Qt::AlignVCenter);
    row->addWidget(m_undo, 0, Qt::AlignVCenter);
    connect(m_undo, &QToolButton::clicked, this, [this] { m_controller.resetField(m_field.name); });
    refresh();
}

QWidget* ParamRow::makeEditor()
{
    using Kind = ParamField::Kind;
    if (m_field.kind == Kind::Boolean) {
        auto* box = new QCheckBox(tr("yes"), this);
        connect(box, &QCheckBox::toggled, this, [this](bool on) { typed(on ? u"true"_s : u"false"_s); });
        return box;
    }
    if (m_field.kind == Kind::Choice && m_field.choices.size() <= 3) {
        auto* choice = new SegmentedControl(this);
        for (int i = 0; i < m_field.choices.size(); ++i)
            choice->addSegment(
                i, ObjectNames::provisionField(u"parameters"_s, m_field.name + u'/' + m_field.choices.at(i)),
                m_field.choices.at(i));
        connect(choice, &SegmentedControl::currentChanged, this,
                [this](int id) { typed(m_field.choices.at(id)); });
        return choice;
    }
    if (m_field.kind == Kind::Choice) {
        auto* choice = new QComboBox(this);
        choice->addItems(m_field.choices);
        choice->setMinimumWidth(200);
        connect(choice, &QComboBox::activated, this, [this, choice] { typed(choice->currentText()); });
        return choice;
    }
    auto* line = new QLineEdit(this);
    line->setFont(themeFont(FontRole::Figure));
    const bool number = m_field.kind == Kind::Integer || m_field.kind == Kind::Number;
    if (number) {
        line->setFixedWidth(110);
    } else {
        line->setMinimumWidth(160);
        line->setMaximumWidth(300);
    }
    if (m_field.secure) {
        line->setEchoMode(QLineEdit::Password);
        line->setPlaceholderText(m_field.inherited.isNull() || m_field.inherited.isUndefined()
                                     ? tr("secret")
                                     : tr("keeps the stored secret"));
    } else if (m_field.kind == Kind::Json) {
        line->setPlaceholderText(tr("JSON"));
    }
    connect(line, &QLineEdit::textEdited, this, &ParamRow::typed);
    return line;
}

void ParamRow::typed(const QString& text)
{
    m_controller.setFieldText(m_field.name, text);
}

void ParamRow::showText(const QString& text)
{
    const QSignalBlocker quiet(m_editor);
    if (auto* box = qobject_cast<QCheckBox*>(m_editor))
        box->setChecked(text == "true"_L1);
    else if (auto* segments = qobject_cast<SegmentedControl*>(m_editor))
        segments->setCurrent(int(m_field.choices.indexOf(text)));
    else if (auto* choice = qobject_cast<QComboBox*>(m_editor))
        choice->setCurrentText(text);
    else if (auto* line = qobject_cast<QLineEdit*>(m_editor); line && line->text() != text)
        line->setText(text);
}

void ParamRow::refresh()
{
    const bool set = m_controller.isFieldSet(m_field.name);
    // A stored secret is not shown, not even its length.
    showText(m_field.secure && !set ? QString() : m_controller.shownText(m_field));
    const QString layer = set ? u"plan"_s : u"default"_s;
    const LayerLook look = layerLook(layer);
    m_source->setTag(layerText(layer, {}), look.icon, look.tone);
    const QString inherited = m_field.secure ? QString() : fieldText(m_field, m_field.inherited);
    m_default->setText(fontMetrics().elidedText(inherited, Qt::ElideRight, 120));
    m_default->setVisible(set && !inherited.isEmpty());
    m_undo->setVisible(set);
    const FieldIssue issue = m_controller.fieldIssue(m_field.name);
    m_problem->setText(issue.isSet() ? fieldIssueText(issue) : QString());
    m_problem->setVisible(issue.isSet());
    const QString state = issue.isSet() ? u"error"_s : QString();
    if (m_editor->property("problem").toString() != state) {
        m_editor->setProperty("problem", state);
        m_editor->style()->unpolish(m_editor);
        m_editor->style()->polish(m_editor);
    }
}

void ParamRow::focusEditor()
{
    m_editor->setFocus(Qt::OtherFocusReason);
}

bool ParamRow::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        m_current = event->type() == QEvent::FocusIn;
        if (m_current)
            emit focused(m_field.name);
        update();
    }
    return QWidget::eventFilter(watched, event);
}

void ParamRow::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    if (m_current) {
        painter.fillRect(rect(), theme.color(ColorRole::Sel2));
        painter.fillRect(QRect(0, 0, 2, height()), theme.color(ColorRole::SelLine));
    }
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(ColorRole::Line));
}

} // namespace Drover
