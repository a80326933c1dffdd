namespace MlNetCnn.Reports.Drawing;

/// <summary>A place on the canvas in pixels; (0, 0) is the top left corner, y grows downwards.</summary>
internal readonly record struct Point(double X, double Y);
