#include "ui/shell/pausedbanners.h"

#include "models/commandsender.h"
#include "models/objectkey.h"
#include "models/replica.h"
#include "models/whywaits.h"
#include "ui/text/whytext.h"
#include "ui/text/words.h"
#include "ui/widgets/banner.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

PausedBanners::PausedBanners(const WindowContext& context, QWidget* parent)
    : QWidget(parent), m_context(context), m_column(new QVBoxLayout(this))
{
    setObjectName(u"paused-operations"_s);
    setAccessibleName(tr("Paused operations"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    connect(&context.replica, &Replica::applied, this, [this](const ReplicaChanges& changes) {
        if (changes.snapshot || !changes.operations.isEmpty())
            update();
    });
    connect(&context.replica, &Replica::silentChanged, this, [this] {
        const QList<QPushButton*> buttons = findChildren<QPushButton*>();
        for (QPushButton* button : buttons)
            button->setEnabled(!m_context.replica.isSilent());
    });
    update();
}

Banner* PausedBanners::bannerAt(int number)
{
    while (m_banners.size() <= number) {
        auto* banner = new Banner(this);
        banner->setObjectName(u"paused-operations/%1"_s.arg(m_banners.size()));
        m_column->addWidget(banner);
        m_banners.append(banner);
    }
    return m_banners.at(number);
}

void PausedBanners::update()
{
    QList<OperationId> paused;
    for (const auto& [id, operation] : m_context.replica.operations()) {
        if (operation.state == OperationState::Paused)
            paused.append(id);
    }
    const bool folds = paused.size() > shownEach;
    const QList<OperationId> shown = folds ? QList<OperationId>() : paused;
    const int folded = folds ? int(paused.size()) : 0;
    // Buttons are made anew only when something else is paused: the focus stays where it is.
    if (shown != m_shown || folded != m_folded) {
        m_shown = shown;
        m_folded = folded;
        for (int i = 0; i < shown.size(); ++i)
            show(*bannerAt(i), *m_context.replica.operation(shown.at(i)));
        if (folds)
            fold(*bannerAt(0), folded);
        const int wanted = folds ? 1 : int(shown.size());
        for (int i = 0; i < m_banners.size(); ++i)
            m_banners.at(i)->setVisible(i < wanted);
    }
    setVisible(!paused.isEmpty());
}

void PausedBanners::show(Banner& banner, const Operation& operation)
{
    const Machine* cluster = m_context.replica.cluster(operation.cluster);
    const QString why =
        cluster ? whyText(whyWaits(m_context.replica, *cluster), m_context.replica.now()) : QString();
    banner.clearActions();
    banner.setMessage(
        Tone::Hold, IconName::StatePaused,
        tr("%1 is paused, %2 done").arg(operation.cluster, ofText(operation.done, operation.total)), why);
    const QString name = u"paused-operations/%1/"_s.arg(operation.id.toString());
    QPushButton* look = banner.addAction(name + u"show"_s, tr("Show"));
    connect(look, &QPushButton::clicked, this,
            [this, key = clusterKey(operation.cluster)] { emit objectChosen(key); });
    QPushButton* resume = banner.addAction(name + u"resume"_s, tr("Resume"));
    resume->setAccessibleName(tr("Resume %1").arg(operation.cluster));
    connect(resume, &QPushButton::clicked, this,
            [this, id = operation.id] { m_context.sender.send(Commands::ResumeOperation{id}, {}); });
}

void PausedBanners::fold(Banner& banner, int count)
{
    banner.clearActions();
    banner.setMessage(Tone::Hold, IconName::StatePaused, tr("%1 operations are paused").arg(countText(count)),
                      tr("Nothing new starts in them until they are resumed."));
    QPushButton* look = banner.addAction(u"paused-operations/show-all"_s, tr("Show all"));
    connect(look, &QPushButton::clicked, this, &PausedBanners::overviewRequested);
}

} // namespace Drover
