namespace MlNetCnn.Reports.Drawing;

/// <summary>Turns primitives into a document or into pixels.</summary>
internal interface IPainter
{
    void Paint(Polyline line);

    void Paint(Disc disc);

    void Paint(Rectangle rectangle);

    void Paint(Triangle triangle);

    void Paint(TextLine text);

    void Paint(Picture picture);
}
