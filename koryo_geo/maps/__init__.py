"""folium: layers, the atlas, and the page that they are saved as."""
