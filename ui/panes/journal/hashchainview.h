#pragma once

#include "engine/api/query.h"

#include <QWidget>

namespace Drover {

/// An event's hash between those beside it: each covers the event and the hash before it. Owned by the
/// journal's detail; UI thread.
class HashChainView : public QWidget
{
    Q_OBJECT
public:
    explicit HashChainView(QWidget* parent = nullptr);

    void setLinks(const QList<Answers::ChainLink>& links, qint64 seq);
    [[nodiscard]] QSize sizeHint() const override { return {300, 84}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QList<Answers::ChainLink> m_links;
    qint64 m_seq = 0;
};

} // namespace Drover
