#include "ui/forms/paramform.h"

#include "models/forms/paramdraft.h"
#include "ui/forms/paramrow.h"
#include "ui/text/formtext.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/searchfield.h"
#include "ui/widgets/sectionhead.h"
#include "ui/widgets/segmentedcontrol.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

QString scopeText(ParamForm::Scope scope)
{
    switch (scope) {
    case ParamForm::All:
        return ParamForm::tr("All");
    case ParamForm::Own:
        return ParamForm::tr("Set here");
    case ParamForm::Changed:
        return ParamForm::tr("Changed");
    case ParamForm::Required:
        return ParamForm::tr("Required");
    }
    Q_UNREACHABLE();
}

QString scopeName(ParamForm::Scope scope)
{
    switch (scope) {
    case ParamForm::All:
        return u"all"_s;
    case ParamForm::Own:
        return u"own"_s;
    case ParamForm::Changed:
        return u"changed"_s;
    case ParamForm::Required:
        return u"required"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

ParamForm::ParamForm(ParamDraft& draft, const QString& name, const Looks& looks, QWidget* parent)
    : QWidget(parent), m_draft(draft), m_name(name), m_looks(looks), m_scroll(new QScrollArea(this)),
      m_list(new QWidget), m_rowsLayout(new QVBoxLayout(m_list)), m_nothing(new EmptyState(this)),
      m_nothingTitle(tr("No params to set"))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    if (!looks.scopes.isEmpty()) {
        m_bar = buildBar(looks.scopes);
        column->addWidget(m_bar);
        column->addWidget(makeLine(this));
    }
    m_rowsLayout->setContentsMargins(0, 0, 0, 0);
    m_rowsLayout->setSpacing(0);
    prepareScrollArea(m_scroll, ScrollUse::Controls, tr("Params"));
    m_scroll->setWidget(m_list);
    column->addWidget(m_scroll, 1);
    column->addWidget(m_nothing, 1);
    connect(&draft, &ParamDraft::changed, this, &ParamForm::update);
    update();
}

QWidget* ParamForm::buildBar(const QList<Scope>& scopes)
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 8, 12, 8);
    row->setSpacing(8);
    m_find = new SearchField(IconName::Search, tr("Find a param"), bar);
    m_find->setObjectName(m_name + u"/find"_s);
    m_find->setAccessibleName(tr("Find a param"));
    m_find->setMinimumWidth(120);
    m_find->setMaximumWidth(230);
    setFocusProxy(m_find);
    m_scope = new SegmentedControl(bar);
    m_scope->setAccessibleName(tr("Which params"));
    for (const Scope scope : scopes)
        m_scope->addSegment(scope, m_name + u'/' + scopeName(scope), scopeText(scope));
    m_scope->setCurrent(scopes.constFirst());
    row->addWidget(m_find, 1);
    row->addWidget(m_scope);
    row->addStretch(1);
    if (scopes.contains(Required)) {
        row->addWidget(makeLabel(tr("•"), FontRole::BodyStrong, ColorRole::Warn, bar));
        row->addWidget(makeLabel(tr("required"), FontRole::Label, ColorRole::Tx3, bar));
    }
    connect(m_find, &QLineEdit::textChanged, this, &ParamForm::filter);
    connect(m_scope, &SegmentedControl::currentChanged, this, &ParamForm::filter);
    return bar;
}

void ParamForm::addToBar(QWidget* widget)
{
    if (m_bar)
        static_cast<QHBoxLayout*>(m_bar->layout())->addWidget(widget);
}

void ParamForm::setNothing(const QString& title, const QString& text)
{
    m_nothingTitle = title;
    m_nothingText = text;
    filter();
}

void ParamForm::showScope(Scope scope)
{
    if (m_scope)
        m_scope->setCurrent(scope);
    filter();
}

void ParamForm::rebuild()
{
    if (m_draft.fields() == m_shownFields)
        return;
    m_shownFields = m_draft.fields();
    // A field that stays keeps its row: what is typed just now may be what changed the others.
    for (const QString& name : m_rows.keys()) {
        const ParamField* field = m_draft.field(name);
        ParamRow* row = m_rows.value(name);
        if (field && *field == row->field())
            continue;
        row->hide();
        row->deleteLater();
        m_rows.remove(name);
    }
    qDeleteAll(m_heads);
    m_heads.clear();
    m_slots.clear();
    while (QLayoutItem* item = m_rowsLayout->takeAt(0))
        delete item;
    for (const ParamField& field : m_draft.fields()) {
        if (!field.section.isEmpty() && !m_heads.contains(field.section)) {
            auto* head = new SectionHead(sectionTitle(field.section), m_list);
            m_heads.insert(field.section, head);
            m_rowsLayout->addWidget(head);
        }
        auto* place = new QVBoxLayout;
        place->setContentsMargins(0, 0, 0, 0);
        m_slots.insert(field.name, place);
        m_rowsLayout->addLayout(place);
        if (ParamRow* row = m_rows.value(field.name))
            place->addWidget(row);
    }
    m_rowsLayout->addStretch();
}

ParamRow* ParamForm::rowOf(const ParamField& field)
{
    if (ParamRow* made = m_rows.value(field.name))
        return made;
    auto* row = new ParamRow(field, m_draft, m_name, {m_looks.hints, m_looks.narrow}, m_list);
    connect(row, &ParamRow::focused, this, &ParamForm::focused);
    m_slots.value(field.name)->addWidget(row);
    m_rows.insert(field.name, row);
    return row;
}

void ParamForm::update()
{
    rebuild();
    for (ParamRow* row : std::as_const(m_rows))
        row->refresh();
    for (const Scope scope : std::as_const(m_looks.scopes))
        m_scope->setCount(scope, countOf(scope));
    filter();
}

int ParamForm::countOf(Scope scope) const
{
    return int(std::ranges::count_if(m_draft.fields(), [&](const ParamField& field) {
        switch (scope) {
        case All:
            return true;
        case Own:
            return !field.own.isUndefined() || !field.isParam;
        case Changed:
            return m_draft.isChanged(field.name);
        case Required:
            return field.required;
        }
        return false;
    }));
}

bool ParamForm::isShown(const ParamField& field) const
{
    if (!m_scope)
        return true;
    const QString wanted = m_find->text().trimmed();
    // Who looks for a name means any of them.
    if (!wanted.isEmpty())
        return field.name.contains(wanted, Qt::CaseInsensitive) ||
               field.description.contains(wanted, Qt::CaseInsensitive) ||
               fieldTitle(field).contains(wanted, Qt::CaseInsensitive);
    switch (Scope(m_scope->current())) {
    case All:
        return true;
    case Own:
        return !field.own.isUndefined() || !field.isParam || m_draft.isChanged(field.name);
    case Changed:
        return m_draft.isChanged(field.name);
    case Required:
        return field.required;
    }
    return true;
}

void ParamForm::filter()
{
    bool any = false;
    QSet<QString> sections;
    for (const ParamField& field : m_draft.fields()) {
        const bool shown = isShown(field);
        // Rows are made when they are first looked at: there may be hundreds.
        if (shown)
            rowOf(field)->setVisible(true);
        else if (ParamRow* row = m_rows.value(field.name))
            row->setVisible(false);
        if (shown)
            sections.insert(field.section);
        any = any || shown;
    }
    for (auto it = m_heads.begin(); it != m_heads.end(); ++it)
        it.value()->setVisible(sections.contains(it.key()));
    m_scroll->setVisible(any);
    m_nothing->setVisible(!any);
    if (m_bar)
        m_bar->setVisible(!m_draft.fields().isEmpty()); // nothing to be searched
    if (m_draft.fields().isEmpty())
        m_nothing->setMessage(IconName::Param, ColorRole::Tx3, m_nothingTitle, m_nothingText);
    else
        m_nothing->setMessage(IconName::Filter, ColorRole::Tx3, tr("Nothing matches"),
                              tr("Params hidden: %1.").arg(m_draft.fields().size()));
}

void ParamForm::focusFirst()
{
    for (const ParamField& field : m_draft.fields()) {
        if (ParamRow* row = m_rows.value(field.name); row && row->isVisibleTo(this))
            return row->focusEditor();
    }
}

void ParamForm::focusField(const QString& name)
{
    const ParamField* field = m_draft.field(name);
    if (!field)
        return;
    if (m_find)
        m_find->clear();
    if (!isShown(*field))
        showScope(All);
    ParamRow* row = rowOf(*field);
    row->setVisible(true);
    m_scroll->ensureWidgetVisible(row);
    row->focusEditor();
}

} // namespace Drover
