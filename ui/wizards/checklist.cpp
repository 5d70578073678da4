#include "ui/wizards/checklist.h"

#include "ui/text/statustext.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/statuslook.h"
#include "ui/theme/theme.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/statuspill.h"

#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

int weightOf(Status status)
{
    return status == Status::Error ? 0 : status == Status::Warning ? 1 : 2;
}

class CheckRow : public QWidget
{
public:
    CheckRow(const CheckLine& line, QWidget* parent)
        : QWidget(parent), m_look(statusLook(line.status)), m_tinted(weightOf(line.status) < 2)
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(12, 7, 12, 7);
        row->setSpacing(9);
        auto* icon = new QLabel(this);
        icon->setPixmap(themeIcon(m_look.icon, roleOf(m_look.tone, TonePart::Text))
                            .pixmap(QSize(14, 14), devicePixelRatioF()));
        row->addWidget(icon, 0, Qt::AlignTop);
        auto* texts = new QVBoxLayout;
        texts->setSpacing(1);
        QLabel* text = makeLabel(line.text, FontRole::Secondary, ColorRole::Tx1, this);
        text->setWordWrap(true);
        texts->addWidget(text);
        if (!line.aside.isEmpty())
            texts->addWidget(makeLabel(line.aside, FontRole::Label, ColorRole::Tx3, this));
        row->addLayout(texts, 1);
        if (line.fresh) {
            auto* tag = new StatusPill(this);
            tag->setTag(CheckList::tr("new"), std::nullopt, Tone::Warn);
            row->addWidget(tag, 0, Qt::AlignTop);
        }
        setAccessibleName(statusText(line.status) + u": "_s + line.text);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (m_tinted) {
            QPainter painter(this);
            painter.fillRect(rect(), Theme::current().color(m_look.tone, TonePart::Tint));
        }
    }

private:
    StatusLook m_look;
    bool m_tinted;
};

} // namespace

CheckList::CheckList(QWidget* parent) : QWidget(parent), m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(0);
    setAccessibleName(tr("Checks"));
}

void CheckList::setLines(const QList<CheckLine>& lines)
{
    QList<CheckLine> sorted = lines;
    std::stable_sort(sorted.begin(), sorted.end(), [](const CheckLine& a, const CheckLine& b) {
        return weightOf(a.status) < weightOf(b.status);
    });
    if (sorted == m_lines)
        return;
    m_lines = sorted;
    while (QLayoutItem* item = m_rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const CheckLine& line : std::as_const(m_lines))
        m_rows->addWidget(new CheckRow(line, this));
}

} // namespace Drover
