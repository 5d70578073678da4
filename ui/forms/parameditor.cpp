#include "ui/forms/parameditor.h"

#include "models/parammodel.h"
#include "ui/forms/tagsedit.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/segmentedcontrol.h"
#include "ui/widgets/toggle.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QSpinBox>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int fieldWidth = 300;
constexpr int sliderSteps = 20;
constexpr qsizetype segmentsAtMost = 3;
constexpr qsizetype listedAtMost = 60;

QStringList tagsOf(const QString& text)
{
    QStringList tags;
    const QJsonArray items = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue item : items)
        tags.append(item.toString());
    return tags;
}

bool isSet(const QJsonValue& value)
{
    return !value.isNull() && !value.isUndefined();
}

} // namespace

ParamEditor::ParamEditor(const ParamField& field, const QString& name, QWidget* parent)
    : QWidget(parent), m_field(field), m_name(name)
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    QWidget* made = make();
    if (!m_input)
        m_input = made;
    // As wide as it may get, and always at the left.
    row->addWidget(made, 100);
    row->addStretch(1);
    m_input->setObjectName(name);
    setFocusProxy(m_input);
}

QWidget* ParamEditor::make()
{
    using enum ParamField::Kind;
    if (m_field.secure)
        return makeSecret();
    switch (m_field.kind) {
    case Boolean: {
        auto* toggle = new Toggle(this);
        connect(toggle, &QCheckBox::toggled, this, [this, toggle](bool on) {
            toggle->setText(on ? tr("yes") : tr("no"));
            emit edited(on ? u"true"_s : u"false"_s);
        });
        m_show = [toggle](const QString& text, bool) {
            const QSignalBlocker quiet(toggle);
            toggle->setChecked(text == "true"_L1);
            toggle->setText(toggle->isChecked() ? tr("yes") : tr("no"));
        };
        toggle->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        return toggle;
    }
    case Choice:
        return makeChoice();
    case List: {
        auto* tags = new TagsEdit(m_name, m_field.choices, this);
        tags->setMaximumWidth(fieldWidth + 80);
        QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        policy.setHeightForWidth(true);
        tags->setSizePolicy(policy);
        connect(tags, &TagsEdit::edited, this,
                [this, tags] { emit edited(paramText(QJsonArray::fromStringList(tags->tags()))); });
        m_show = [tags](const QString& text, bool) { tags->setTags(tagsOf(text)); };
        return tags;
    }
    case Json:
        return makePage(3);
    case Integer:
        if (isSet(m_field.current()))
            return makeNumber();
        break;
    case Number:
        break;
    case Text:
        if (m_field.lines > 1)
            return makePage(m_field.lines);
        break;
    }
    return makeLine();
}

QWidget* ParamEditor::makeChoice()
{
    if (!m_field.mayBeEmpty && m_field.choices.size() <= segmentsAtMost &&
        m_field.choices.join(QString()).size() < 40) {
        auto* segments = new SegmentedControl(this);
        for (int i = 0; i < m_field.choices.size(); ++i)
            segments->addSegment(i, m_name + u'/' + m_field.choices.at(i), m_field.choices.at(i));
        connect(segments, &SegmentedControl::currentChanged, this,
                [this](int id) { emit edited(m_field.choices.at(id)); });
        m_show = [this, segments](const QString& text, bool) {
            segments->setCurrent(int(m_field.choices.indexOf(text)));
        };
        segments->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
        return segments;
    }
    if (m_field.choices.size() > listedAtMost)
        return makeFinder();
    auto* combo = new QComboBox(this);
    combo->setMinimumWidth(200);
    combo->setMaximumWidth(fieldWidth);
    if (m_field.mayBeEmpty)
        combo->addItem(tr("none"), QString());
    for (const QString& choice : m_field.choices)
        combo->addItem(choice, choice);
    combo->setPlaceholderText(tr("choose…"));
    connect(combo, &QComboBox::activated, this,
            [this, combo] { emit edited(combo->currentData().toString()); });
    m_show = [combo](const QString& text, bool) {
        const QSignalBlocker quiet(combo);
        // A value that is none of the choices any more is still shown.
        if (!text.isEmpty() && combo->findData(text) < 0)
            combo->addItem(text, text);
        combo->setCurrentIndex(combo->findData(text));
    };
    return combo;
}

/// One of very many: typed, any part of it finds it.
QWidget* ParamEditor::makeFinder()
{
    auto* line = qobject_cast<QLineEdit*>(makeLine());
    line->setPlaceholderText(tr("type a part of it…"));
    auto* completer = new QCompleter(m_field.choices, line);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    line->setCompleter(completer);
    connect(completer, qOverload<const QString&>(&QCompleter::activated), this, &ParamEditor::edited);
    return line;
}

QWidget* ParamEditor::makeNumber()
{
    auto* both = new QWidget(this);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(12);
    auto* spin = new QSpinBox(both);
    spin->setRange(int(m_field.least.value_or(-1'000'000'000)), int(m_field.most.value_or(1'000'000'000)));
    spin->setFont(themeFont(FontRole::Figure));
    spin->setMinimumWidth(96);
    if (!m_field.unit.isEmpty())
        spin->setSuffix(u' ' + m_field.unit);
    row->addWidget(spin);
    m_input = spin;
    QSlider* slider = nullptr;
    if (m_field.least && m_field.most && *m_field.most - *m_field.least <= sliderSteps) {
        slider = new QSlider(Qt::Horizontal, both);
        slider->setObjectName(m_name + u"/slider"_s);
        slider->setRange(spin->minimum(), spin->maximum());
        slider->setFixedWidth(120);
        slider->setFocusPolicy(Qt::NoFocus); // the field beside it takes the keys
        row->addWidget(slider);
        connect(slider, &QSlider::valueChanged, spin, &QSpinBox::setValue);
    }
    connect(spin, &QSpinBox::valueChanged, this, [this, slider](int value) {
        if (slider)
            slider->setValue(value);
        emit edited(QString::number(value));
    });
    m_show = [spin, slider](const QString& text, bool) {
        const QSignalBlocker quietSpin(spin);
        spin->setValue(text.toInt());
        if (slider) {
            const QSignalBlocker quietSlider(slider);
            slider->setValue(spin->value());
        }
    };
    both->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    return both;
}

QWidget* ParamEditor::makePage(int lines)
{
    auto* page = new QPlainTextEdit(this);
    page->setFont(themeFont(FontRole::FigureSmall));
    page->setTabChangesFocus(true);
    page->setProperty("field", true);
    page->setLineWrapMode(lines > 3 ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    page->setFixedHeight(lines * lineHeight(FontRole::FigureSmall) + 14);
    page->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(page, &QPlainTextEdit::textChanged, this, [this, page] { emit edited(page->toPlainText()); });
    m_show = [page](const QString& text, bool) {
        if (page->toPlainText() == text)
            return;
        const QSignalBlocker quiet(page);
        page->setPlainText(text);
    };
    return page;
}

QWidget* ParamEditor::makeSecret()
{
    auto* both = new QWidget(this);
    auto* row = new QHBoxLayout(both);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* line = new QLineEdit(both);
    line->setEchoMode(QLineEdit::Password);
    line->setMinimumWidth(180);
    line->setMaximumWidth(fieldWidth);
    row->addWidget(line);
    m_input = line;
    m_stored = isSet(m_field.current());
    // Dots of fixed length stand for what is stored: not even its length is told.
    line->setPlaceholderText(m_stored ? u"••••••••••••"_s : tr("secret"));
    line->setReadOnly(m_stored);
    if (m_stored) {
        QPushButton* replace =
            makeButton(m_name + u"/replace"_s, tr("Replace…"), IconName::Secret, ButtonKind::Plain, both);
        row->addWidget(replace);
        connect(replace, &QPushButton::clicked, line, [line, replace] {
            line->setReadOnly(false);
            line->setPlaceholderText(tr("the new secret; empty keeps the stored one"));
            line->setFocus(Qt::OtherFocusReason);
            replace->setEnabled(false);
        });
        m_show = [line, replace](const QString& text, bool changed) {
            if (changed || line->isReadOnly()) {
                if (changed && line->text() != text)
                    line->setText(text);
                return;
            }
            if (!line->text().isEmpty()) { // taken back
                line->clear();
                line->setReadOnly(true);
                line->setPlaceholderText(u"••••••••••••"_s);
                replace->setEnabled(true);
            }
        };
    } else {
        m_show = [line](const QString& text, bool changed) {
            if (changed ? line->text() != text : !line->text().isEmpty())
                line->setText(changed ? text : QString());
        };
    }
    row->addStretch(1);
    connect(line, &QLineEdit::textEdited, this, &ParamEditor::edited);
    return both;
}

QWidget* ParamEditor::makeLine()
{
    auto* line = new QLineEdit(this);
    line->setFont(themeFont(FontRole::Figure));
    const bool number = m_field.kind == ParamField::Kind::Integer || m_field.kind == ParamField::Kind::Number;
    if (number) {
        line->setFixedWidth(110);
    } else {
        line->setMinimumWidth(160);
        line->setMaximumWidth(fieldWidth);
        line->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    connect(line, &QLineEdit::textEdited, this, &ParamEditor::edited);
    m_show = [line](const QString& text, bool) {
        if (line->text() != text)
            line->setText(text);
    };
    return line;
}

void ParamEditor::showText(const QString& text, bool changed)
{
    m_show(text, changed);
}

void ParamEditor::setProblem(bool faulty)
{
    const QString state = faulty ? u"error"_s : QString();
    QWidget* shown = m_input;
    if (shown->property("problem").toString() == state)
        return;
    shown->setProperty("problem", state);
    shown->style()->unpolish(shown);
    shown->style()->polish(shown);
    shown->update();
}

} // namespace Drover
