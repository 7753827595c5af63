"""Towns of the world by name: where a name that an article prints may lie.

An extra (`pip install -e ".[places]"` in the checkout). GeoNames' towns of over 500 people, under
CC BY 4.0, are put into an index in the cache folder once; looking a name up takes well under a
millisecond.
"""

from llm_extract.gazetteer.index import Gazetteer, open_gazetteer
from llm_extract.gazetteer.locate import located

__all__ = ["Gazetteer", "located", "open_gazetteer"]
