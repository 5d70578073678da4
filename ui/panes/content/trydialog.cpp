#include "ui/panes/content/trydialog.h"

#include "models/content/contentcontroller.h"
#include "models/parammodel.h"
#include "ui/objectnames.h"
#include "ui/widgets/controls.h"

#include <QComboBox>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

/// JSON where it is valid JSON, else a text: as the command line reads KEY=VALUE.
QJsonValue typedValue(const QString& text)
{
    const QJsonDocument wrapped = QJsonDocument::fromJson('[' + text.toUtf8() + ']');
    return wrapped.isArray() && wrapped.array().size() == 1 ? wrapped.array().first() : QJsonValue(text);
}

} // namespace

TryDialog::TryDialog(ContentController& controller, const QString& param, QWidget* parent)
    : QDialog(parent), m_controller(controller), m_param(new QComboBox(this)), m_value(new QLineEdit(this)),
      m_hint(makeLabel({}, FontRole::Secondary, ColorRole::Tx3, this))
{
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName(ObjectNames::tryDialog);
    setWindowTitle(tr("Try another value"));
    setAccessibleName(windowTitle());
    setMinimumWidth(520);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 18, 20, 16);
    column->setSpacing(8);
    column->addWidget(makeLabel(windowTitle(), FontRole::PanelTitle, ColorRole::Tx1, this));
    QLabel* about =
        makeLabel(tr("The template is rendered as if the param had this value. Nothing is saved, and "
                     "nothing runs."),
                  FontRole::Body, ColorRole::Tx2, this);
    about->setWordWrap(true);
    column->addWidget(about);
    const auto field = [&](const QString& label, const QLatin1StringView& name, QWidget* widget) {
        QLabel* title = makeLabel(label, FontRole::LabelMedium, ColorRole::Tx3, this);
        title->setBuddy(widget);
        widget->setObjectName(name);
        widget->setAccessibleName(label);
        column->addWidget(title);
        column->addWidget(widget);
    };
    m_param->setEditable(true);
    m_param->setInsertPolicy(QComboBox::NoInsert);
    if (controller.rendering()) {
        for (const ParamUse& each : controller.rendering()->params)
            m_param->addItem(each.name);
    }
    if (!param.isEmpty())
        m_param->setCurrentText(param);
    field(tr("Param"), ObjectNames::tryDialogParam, m_param);
    field(tr("Value"), ObjectNames::tryDialogValue, m_value);
    column->addWidget(m_hint);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    QPushButton* cancel =
        makeButton(ObjectNames::tryDialogCancel, tr("Cancel"), std::nullopt, ButtonKind::Plain, this);
    QPushButton* take =
        makeButton(ObjectNames::tryDialogRender, tr("Render"), std::nullopt, ButtonKind::Primary, this);
    setButtonSize(cancel, ButtonSize::Large);
    setButtonSize(take, ButtonSize::Large);
    take->setDefault(true);
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(take);
    column->addSpacing(8);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(take, &QPushButton::clicked, this, &TryDialog::take);
    connect(m_param, &QComboBox::currentTextChanged, this, &TryDialog::showCurrent);
    connect(m_value, &QLineEdit::textChanged, this, &TryDialog::tell);
    showCurrent();
    m_value->setFocus();
}

const ParamUse* TryDialog::use() const
{
    if (m_controller.rendering()) {
        for (const ParamUse& each : m_controller.rendering()->params) {
            if (each.name == m_param->currentText().trimmed())
                return &each;
        }
    }
    return nullptr;
}

void TryDialog::showCurrent()
{
    const ParamUse* current = use();
    const bool known = current && !current->secret && !current->value.isUndefined();
    m_value->setText(known ? paramText(current->value) : QString());
    m_value->selectAll();
    tell();
}

void TryDialog::tell()
{
    const QJsonValue value = typedValue(m_value->text());
    m_hint->setText(value.isString()   ? tr("A text.")
                    : value.isDouble() ? tr("A number.")
                    : value.isBool()   ? tr("True or false.")
                    : value.isArray()  ? tr("A list.")
                    : value.isObject() ? tr("A map.")
                                       : tr("No value (null)."));
}

void TryDialog::take()
{
    const QString name = m_param->currentText().trimmed();
    if (name.isEmpty()) {
        m_param->setFocus();
        return;
    }
    m_controller.tryValue(name, typedValue(m_value->text()));
    accept();
}

} // namespace Drover
