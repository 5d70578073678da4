#pragma once

#include <QDialog>

namespace Drover {

/// Every key of the window on one page, by where it works. Window-modal, deletes itself; UI thread.
class KeysSheet : public QDialog
{
    Q_OBJECT
public:
    explicit KeysSheet(QWidget* window);
};

} // namespace Drover
