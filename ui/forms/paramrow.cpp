#include "ui/forms/paramrow.h"

#include "models/forms/paramdraft.h"
#include "ui/forms/parameditor.h"
#include "ui/text/formtext.h"
#include "ui/theme/layerlook.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statuspill.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int nameWidth = 190;
constexpr int narrowNameWidth = 112;
constexpr int defaultWidth = 120;

} // namespace

ParamRow::ParamRow(const ParamField& field, ParamDraft& draft, const QString& name, Looks looks,
                   QWidget* parent)
    : QWidget(parent), m_field(field), m_draft(draft),
      m_editor(new ParamEditor(field, name + u'/' + field.name, this)), m_source(new StatusPill(this)),
      m_default(makeLabel({}, FontRole::FigureSmall, ColorRole::Tx3, this)),
      m_undo(makeIconButton(name + u'/' + field.name + u"/undo"_s, IconName::Undo, tr("Back to what it was"),
                            this)),
      m_remove(makeIconButton(name + u'/' + field.name + u"/remove"_s, IconName::Remove,
                              tr("Remove it here, so that what is inherited counts"), this)),
      m_below(makeLabel({}, FontRole::Label, ColorRole::Tx3, this)), m_looks(looks)
{
    setObjectName(name + u'/' + field.name + u"/row"_s);
    QWidget* input = m_editor->input();
    input->setAccessibleName(fieldTitle(field));
    input->setAccessibleDescription(field.description);
    for (QWidget* each : m_editor->findChildren<QWidget*>())
        each->installEventFilter(this);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->setSpacing(12);
    row->addWidget(makeNames(), 0, Qt::AlignTop);
    auto* middle = new QVBoxLayout;
    middle->setSpacing(3);
    middle->addWidget(m_editor);
    m_below->setWordWrap(true);
    middle->addWidget(m_below);
    row->addLayout(middle, 1);
    QFont struck = m_default->font();
    struck.setStrikeOut(true);
    m_default->setFont(struck);
    auto* tag = new QVBoxLayout;
    tag->setContentsMargins(0, 4, 0, 0); // on the line of the field
    tag->addWidget(m_source);
    row->addLayout(tag);
    row->setAlignment(tag, Qt::AlignTop); // a stretch below it would make the whole row grow
    row->addWidget(m_default, 0, Qt::AlignTop);
    row->addWidget(m_remove, 0, Qt::AlignTop);
    row->addWidget(m_undo, 0, Qt::AlignTop);
    m_default->setMinimumHeight(28);
    connect(m_editor, &ParamEditor::edited, this,
            [this](const QString& text) { m_draft.setText(m_field.name, text); });
    connect(m_undo, &QToolButton::clicked, this, [this] { m_draft.reset(m_field.name); });
    connect(m_remove, &QToolButton::clicked, this, [this] { m_draft.remove(m_field.name); });
    refresh();
}

QWidget* ParamRow::makeNames()
{
    auto* names = new QWidget(this);
    names->setFixedWidth(m_looks.narrow ? narrowNameWidth : nameWidth);
    auto* column = new QVBoxLayout(names);
    column->setContentsMargins(0, m_field.isParam ? 0 : 6, 0, 0);
    column->setSpacing(0);
    auto* title = new QHBoxLayout;
    title->setSpacing(6);
    auto* text = new ElidedLabel(FontRole::BodyMedium, ColorRole::Tx1, names);
    text->setText(fieldTitle(m_field));
    title->addWidget(text, 0);
    if (m_field.required) {
        QLabel* dot = makeLabel(u"•"_s, FontRole::BodyStrong, ColorRole::Warn, names);
        dot->setToolTip(tr("required"));
        title->addWidget(dot);
    }
    title->addStretch(1);
    column->addLayout(title);
    if (m_field.isParam) {
        auto* full = new ElidedLabel(FontRole::FigureSmall, ColorRole::Tx3, names);
        full->setText(m_field.name);
        column->addWidget(full);
    }
    names->setToolTip(m_field.description);
    return names;
}

void ParamRow::showSource(bool changed)
{
    const bool own = !m_field.own.isUndefined() && !m_draft.isRemoved(m_field.name);
    QString layer = m_field.layer;
    QString text = layerText(layer, m_field.source);
    if (changed && !m_draft.isRemoved(m_field.name)) {
        layer = u"plan"_s;
        text = m_field.ownLayer.isEmpty() || m_field.own.isUndefined() ? layerText(layer, {}) : tr("changed");
    } else if (own) {
        layer = m_field.ownLayer;
        text = tr("set here");
    }
    const LayerLook look = layerLook(layer);
    m_source->setTag(text, look.icon, look.tone);
    m_source->setVisible(m_field.isParam && !m_looks.narrow);
    if (m_looks.narrow)
        m_editor->setToolTip(text);
}

void ParamRow::refresh()
{
    const bool changed = m_draft.isChanged(m_field.name);
    m_editor->showText(m_draft.text(m_field), changed && !m_draft.isRemoved(m_field.name));
    showSource(changed);
    const QString before = m_field.secure ? QString() : fieldText(m_field, m_field.current());
    m_default->setText(m_default->fontMetrics().elidedText(before, Qt::ElideRight, defaultWidth));
    m_default->setToolTip(before);
    m_default->setVisible(!m_looks.narrow && changed && !before.isEmpty() && m_field.lines == 1 &&
                          m_field.kind != ParamField::Kind::Json);
    m_undo->setVisible(changed);
    m_remove->setVisible(m_field.isParam && !m_field.own.isUndefined() && !changed);
    const FieldIssue issue = m_draft.issue(m_field.name);
    // A field that was not touched yet is not scolded for being empty.
    const bool told = issue.isSet() && (changed || issue.code != "missing"_L1);
    m_below->setText(told ? fieldIssueText(issue) : m_looks.hints ? fieldHint(m_field) : QString());
    setLabelColor(m_below, told ? ColorRole::Bad : ColorRole::Tx3);
    m_below->setVisible(!m_below->text().isEmpty());
    m_editor->setProblem(told);
    m_editor->input()->setAccessibleDescription(told ? m_below->text() : m_field.description);
}

void ParamRow::focusEditor()
{
    m_editor->input()->setFocus(Qt::OtherFocusReason);
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
