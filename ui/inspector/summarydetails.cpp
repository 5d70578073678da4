#include "ui/inspector/summarydetails.h"

#include "models/logsource.h"
#include "models/parammodel.h"
#include "ui/text/words.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/factgrid.h"
#include "ui/widgets/logview.h"
#include "ui/widgets/sectionhead.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int paramNameWidth = 128;

/// What a person or a site said comes before what content says by itself.
int rankOf(const Answers::ParamRow& row)
{
    static const QStringList layers{u"work-order"_s, u"machine"_s, u"blueprint"_s,
                                    u"profile"_s,    u"stage"_s,   u"global"_s};
    const qsizetype rank = row.chain.isEmpty() ? -1 : layers.indexOf(row.chain.constFirst().layer);
    return rank < 0 ? int(layers.size()) : int(rank);
}

} // namespace

SummaryDetails::SummaryDetails(QWidget* parent)
    : QWidget(parent), m_paramHead(new SectionHead(tr("Effective params"), this)),
      m_params(new FactGrid(this)), m_tailHead(new SectionHead(tr("Log"), this)), m_tail(new LogView(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_paramHead);
    auto* rows = new QVBoxLayout;
    rows->setContentsMargins(12, 8, 12, 10);
    m_params->setLabelWidth(paramNameWidth);
    rows->addWidget(m_params);
    column->addLayout(rows);
    column->addWidget(m_tailHead);
    m_tail->setObjectName(u"inspector/summary/tail"_s);
    m_tail->setAccessibleName(tr("Last lines of the log"));
    m_tail->setFixedHeight(lineHeight(FontRole::FigureSmall) * linesShown + 8);
    m_tail->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_tail->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addWidget(m_tail);
    connect(m_paramHead->addLink(u"inspector/summary/all-params"_s, tr("All")), &QPushButton::clicked, this,
            &SummaryDetails::paramsRequested);
    connect(m_tailHead->addLink(u"inspector/summary/open-log"_s, tr("Open")), &QPushButton::clicked, this,
            &SummaryDetails::logRequested);
    setParams({});
    tailChanged();
}

void SummaryDetails::setParams(const Answers::Params& params)
{
    QList<const Answers::ParamRow*> chosen;
    for (const Answers::ParamRow& row : params.params) {
        if (!row.chain.isEmpty() && row.chain.constFirst().layer != "default"_L1)
            chosen.append(&row);
    }
    std::stable_sort(chosen.begin(), chosen.end(),
                     [](const auto* a, const auto* b) { return rankOf(*a) < rankOf(*b); });
    QList<Fact> facts;
    for (const Answers::ParamRow* row : chosen.mid(0, paramsShown)) {
        const Answers::ParamSource& source = row->chain.constFirst();
        facts.append({.key = u"param/"_s + row->name,
                      .label = row->name,
                      .value = row->secure ? u"••••••••"_s : paramText(source.value),
                      .aside = source.name.isEmpty() ? source.layer : source.name,
                      .figure = true,
                      .hint = row->description,
                      .layer = source.layer});
    }
    m_params->setFacts(facts);
    m_paramHead->setSubtitle(countText(params.params.size()));
    m_paramHead->setVisible(!facts.isEmpty());
    m_params->setVisible(!facts.isEmpty());
}

void SummaryDetails::setTail(const LogSource* source)
{
    m_source = source;
    m_tail->setSource(source);
    tailChanged();
}

void SummaryDetails::tailChanged()
{
    const bool any = m_source && m_source->lineCount() > 0;
    m_tail->refresh();
    m_tail->setVisible(any);
    m_tailHead->setVisible(any);
}

} // namespace Drover
