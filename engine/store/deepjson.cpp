#include "engine/store/deepjson.h"

namespace Drover {

QByteArray cutDeep(const QByteArray& json, int levels)
{
    QByteArray cut;
    int depth = 0;
    bool inText = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        const bool opens = !inText && (c == '[' || c == '{');
        const bool closes = !inText && (c == ']' || c == '}');
        depth += opens ? 1 : 0;
        if (depth <= levels)
            cut += c;
        else if (opens && depth == levels + 1)
            cut += "null";
        depth -= closes ? 1 : 0;
        if (inText && c == '\\' && i + 1 < json.size()) {
            ++i;
            if (depth <= levels)
                cut += json[i];
        } else if (c == '"') {
            inText = !inText;
        }
    }
    return cut;
}

} // namespace Drover
