"""The journeys (SOP): published versions, their pages, and the working calendar."""
