#include "ui/panes/content/contentside.h"

#include "models/content/contentcontroller.h"
#include "models/parammodel.h"
#include "ui/objectnames.h"
#include "ui/panes/panehead.h"
#include "ui/text/contenttext.h"
#include "ui/text/words.h"
#include "ui/theme/contentlook.h"
#include "ui/theme/iconcache.h"
#include "ui/theme/layerlook.h"
#include "ui/theme/paint.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/controls.h"
#include "ui/widgets/sectionhead.h"

#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace Drover {

namespace {

constexpr int usedParamHeight = 42;
constexpr int useRowHeight = 40;
constexpr int layerTagHeight = 18;

void paintGround(QPainter* painter, const QStyleOptionViewItem& option)
{
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, option.widget);
    painter->fillRect(QRect(0, option.rect.bottom(), option.rect.right() + 1, 1),
                      Theme::current().color(ColorRole::Line));
}

QString valueText(const ParamUse& use)
{
    if (use.secret)
        return u"••••••••"_s;
    return use.value.isUndefined() ? ParamUseDelegate::tr("not set") : paramText(use.value);
}

QString lineText(const ParamUse& use)
{
    const QString line = use.line > 0 ? QString::number(use.line) : QString();
    return use.state == ParamUseState::NotReached ? ParamUseDelegate::tr("%1, not reached").arg(line) : line;
}

/// Where the value comes from, as a bordered tag at the right; its width.
double paintLayer(QPainter& painter, const QRectF& area, const ParamUse& use)
{
    const Theme& theme = Theme::current();
    LayerLook look = layerLook(use.layer);
    QString text = layerText(use.layer, use.source);
    if (use.state == ParamUseState::Missing || use.layer.isEmpty()) {
        const bool missing = use.state == ParamUseState::Missing;
        text = missing ? ParamUseDelegate::tr("missing") : ParamUseDelegate::tr("has no value");
        const double wide = textWidth(FontRole::Label, text) + (missing ? 16 : 0);
        const QRectF box(area.right() - wide, area.y(), wide, area.height());
        if (missing)
            drawIcon(painter, QPointF(box.x(), box.center().y() - 6), IconName::StateFailed, 12,
                     theme.color(ColorRole::Bad));
        drawText(painter, box, Qt::AlignRight | Qt::AlignVCenter, text, FontRole::Label,
                 theme.color(missing ? ColorRole::Bad : ColorRole::Tx3));
        return wide;
    }
    if (use.layer == "tried"_L1) {
        look = {Tone::Run, IconName::Plus};
        text = ParamUseDelegate::tr("tried");
    }
    const double wide = std::min<double>(area.width() * 0.5, textWidth(FontRole::Label, text) + 28);
    const QRectF box(area.right() - wide, area.center().y() - layerTagHeight / 2.0, wide, layerTagHeight);
    drawBox(painter, box, 3, theme.color(look.tone, TonePart::Tint), theme.color(ColorRole::Line2));
    drawIcon(painter, box.topLeft() + QPointF(6, 3), look.icon, 12, theme.color(look.tone, TonePart::Text));
    drawText(painter, box.adjusted(22, 0, -5, 0), Qt::AlignLeft | Qt::AlignVCenter, text, FontRole::Label,
             theme.color(ColorRole::Tx2));
    return wide;
}

} // namespace

QSize ParamUseDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), usedParamHeight};
}

void ParamUseDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const ParamUse& use = static_cast<const ParamUseModel*>(index.model())->useAt(index);
    const bool missing = use.state == ParamUseState::Missing;
    const bool quiet = use.state == ParamUseState::NotReached || use.value.isUndefined();
    if (missing)
        painter->fillRect(option.rect, theme.color(ColorRole::BadTint));
    paintGround(painter, option);
    painter->save();
    painter->setClipRect(option.rect);
    const QRectF area = QRectF(option.rect).adjusted(12, 0, -12, 0);
    const QString line = lineText(use);
    const int lineWide = textWidth(FontRole::FigureSmall, line);
    drawText(*painter, QRectF(area.right() - lineWide, area.y() + 4, lineWide, 16),
             Qt::AlignRight | Qt::AlignVCenter, line, FontRole::FigureSmall,
             theme.color(missing ? ColorRole::Bad : ColorRole::Tx3));
    drawText(*painter, QRectF(area.x(), area.y() + 4, area.width() - lineWide - 8, 16),
             Qt::AlignLeft | Qt::AlignVCenter, use.name, FontRole::FigureSmall,
             theme.color(missing ? ColorRole::Bad : ColorRole::Tx3));
    const QRectF second(area.x(), area.y() + 20, area.width(), 18);
    const double tag = paintLayer(*painter, second, use);
    drawText(*painter, second.adjusted(0, 0, -tag - 8, 0), Qt::AlignLeft | Qt::AlignVCenter, valueText(use),
             FontRole::Figure,
             theme.color(missing ? ColorRole::Bad
                         : quiet ? ColorRole::Tx3
                                 : ColorRole::Tx1));
    painter->restore();
}

QSize ContentUseDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex&) const
{
    return {option.rect.width(), useRowHeight};
}

void ContentUseDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                               const QModelIndex& index) const
{
    const Theme& theme = Theme::current();
    const auto* model = static_cast<const ContentUseModel*>(index.model());
    const ContentUse& use = model->useAt(index);
    paintGround(painter, option);
    painter->save();
    painter->setClipRect(option.rect);
    const QRectF area = QRectF(option.rect).adjusted(12, 0, -12, 0);
    drawIcon(*painter, QPointF(area.x(), area.y() + 6), sectionIcon(use.section), 14,
             theme.color(ColorRole::Acc));
    const QRectF text = area.adjusted(24, 0, -18, 0);
    drawText(*painter, QRectF(text.x(), text.y() + 2, text.width(), 18), Qt::AlignLeft | Qt::AlignVCenter,
             use.name, FontRole::SecondaryMedium, theme.color(ColorRole::Tx1));
    drawText(*painter, QRectF(text.x(), text.y() + 19, text.width(), 16), Qt::AlignLeft | Qt::AlignVCenter,
             model->howAt(index), FontRole::Label, theme.color(ColorRole::Tx3));
    drawIcon(*painter, QPointF(area.right() - 11, area.center().y() - 6), IconName::ChevronRight, 11,
             theme.color(ColorRole::Tx3));
    painter->restore();
}

ContentSide::ContentSide(ContentController& controller, QWidget* parent)
    : QWidget(parent), m_controller(controller), m_useModel(useText)
{
    auto* split = new QSplitter(Qt::Vertical, this);
    split->setChildrenCollapsible(false);
    auto* params = new QWidget(split);
    auto* uses = new QWidget(split);
    buildParams(params);
    buildUses(uses);
    split->setSizes({440, 320});
    auto* all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(split);
    connect(&m_controller, &ContentController::renderingChanged, this, &ContentSide::refreshParams);
    connect(&m_controller, &ContentController::objectChanged, this, &ContentSide::refreshUses);
    refreshParams();
    refreshUses();
}

void ContentSide::buildParams(QWidget* part)
{
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    const PaneHead head = makePaneHead(tr("Params used"), part);
    m_paramCount = head.count;
    head.row->addStretch(1);
    head.row->addWidget(makeLabel(tr("line"), FontRole::Label, ColorRole::Tx3, head.widget));
    column->addWidget(head.widget);
    m_params = new QListView(part);
    m_params->setObjectName(ObjectNames::contentParams);
    m_params->setAccessibleName(tr("Params that the template names, with value and source"));
    m_params->setUniformItemSizes(true);
    m_params->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_params->setModel(&m_paramModel);
    m_params->setItemDelegate(new ParamUseDelegate(m_params));
    connect(m_params, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (const int line = m_paramModel.useAt(index).line; line > 0)
            emit lineRequested(line);
    });
    connect(m_params, &QListView::activated, this,
            [this](const QModelIndex& index) { emit paramOpened(m_paramModel.useAt(index).name); });
    column->addWidget(m_params, 1);
    m_noParams = makeLabel(tr("No template is rendered."), FontRole::Secondary, ColorRole::Tx3, part);
    m_noParams->setContentsMargins(12, 10, 12, 10);
    m_noParams->setWordWrap(true);
    m_noParams->setAlignment(Qt::AlignTop);
    column->addWidget(m_noParams, 1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(6, 4, 12, 4);
    m_try =
        makeButton(ObjectNames::contentTry, tr("Try another value…"), std::nullopt, ButtonKind::Link, part);
    connect(m_try, &QPushButton::clicked, this, [this] { emit tryRequested(currentParam()); });
    m_drop = makeButton(ObjectNames::contentDropTried, tr("As it is"), std::nullopt, ButtonKind::Link, part);
    connect(m_drop, &QPushButton::clicked, &m_controller, &ContentController::dropTried);
    m_trying = makeLabel(tr("nothing is saved"), FontRole::Label, ColorRole::Tx3, part);
    row->addWidget(m_try);
    row->addWidget(m_drop);
    row->addStretch(1);
    row->addWidget(m_trying);
    column->addWidget(makeLine(part));
    column->addLayout(row);
}

void ContentSide::buildUses(QWidget* part)
{
    auto* column = new QVBoxLayout(part);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_useHead = new SectionHead(tr("Used by"), part);
    column->addWidget(m_useHead);
    m_uses = new QListView(part);
    m_uses->setObjectName(ObjectNames::contentUses);
    m_uses->setAccessibleName(tr("What uses it"));
    m_uses->setUniformItemSizes(true);
    m_uses->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_uses->setModel(&m_useModel);
    m_uses->setItemDelegate(new ContentUseDelegate(m_uses));
    const auto open = [this](const QModelIndex& index) { emit useOpened(m_useModel.useAt(index)); };
    connect(m_uses, &QListView::clicked, this, open);
    connect(m_uses, &QListView::activated, this, open);
    column->addWidget(m_uses, 1);
    m_noUses = makeLabel({}, FontRole::Secondary, ColorRole::Tx3, part);
    m_noUses->setContentsMargins(12, 10, 12, 10);
    m_noUses->setWordWrap(true);
    m_noUses->setAlignment(Qt::AlignTop);
    column->addWidget(m_noUses, 1);
}

void ContentSide::refreshParams()
{
    const auto& rendering = m_controller.rendering();
    m_paramModel.setUses(rendering ? rendering->params : QList<ParamUse>());
    const int count = m_paramModel.rowCount();
    m_paramCount->setText(rendering ? countText(count) : QString());
    m_params->setVisible(count > 0);
    m_noParams->setVisible(count == 0);
    m_noParams->setText(rendering ? tr("The template names no param.") : tr("No template is rendered."));
    m_try->setEnabled(rendering.has_value());
    m_drop->setVisible(!m_controller.tried().isEmpty());
}

void ContentSide::refreshUses()
{
    const auto& object = m_controller.object();
    m_useModel.setUses(object ? object->uses : QList<ContentUse>());
    const int count = m_useModel.rowCount();
    m_useHead->setSubtitle(object ? countText(count) : QString());
    m_uses->setVisible(count > 0);
    m_noUses->setVisible(count == 0);
    m_noUses->setText(object ? tr("Nothing that is loaded uses it, and no machine.") : QString());
}

QString ContentSide::currentParam() const
{
    const QModelIndex index = m_params->currentIndex();
    return index.isValid() ? m_paramModel.useAt(index).name : QString();
}

void ContentSide::showParam(const QString& name)
{
    const QModelIndex index = m_paramModel.indexOfKey(name);
    if (!index.isValid())
        return;
    m_params->setCurrentIndex(index);
    m_params->scrollTo(index);
}

void ContentSide::focusUses()
{
    if (m_useModel.rowCount() == 0)
        return;
    if (!m_uses->currentIndex().isValid())
        m_uses->setCurrentIndex(m_useModel.index(0, 0));
    m_uses->setFocus(Qt::ShortcutFocusReason);
}

} // namespace Drover
