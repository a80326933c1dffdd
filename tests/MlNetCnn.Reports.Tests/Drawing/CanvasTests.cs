using MlNetCnn.Reports.Drawing;

namespace MlNetCnn.Reports.Tests.Drawing;

public sealed class CanvasTests
{
    private static readonly Rgb Black = new(0, 0, 0);

    [Fact]
    public void A_line_of_one_pixel_on_pixel_centres_is_crisp()
    {
        var canvas = new Canvas(20, 9);
        canvas.AddSegment(new(2.5, 4.5), new(17.5, 4.5), 1);
        canvas.Fill(Black);
        Assert.Equal([255, 0, 255], new[] { 3, 4, 5 }.Select(y => (int)canvas.Image.Row(y)[3 * 10]));
    }

    [Fact]
    public void A_disc_covers_its_area()
    {
        var canvas = new Canvas(40, 40);
        canvas.AddDisc(new(20.3, 19.8), 10);
        canvas.Fill(Black);
        Assert.Equal(Math.PI * 100, Darkness(canvas), 3.0);
    }

    [Fact]
    public void A_rectangle_between_pixels_covers_exactly_its_area()
    {
        var canvas = new Canvas(20, 20);
        canvas.AddBox(new Box(3.25, 4.5, 10.75, 9.5));
        canvas.Fill(Black);
        Assert.Equal(7.5 * 5, Darkness(canvas), 0.2);
    }

    [Fact]
    public void A_stroke_over_itself_is_not_darker_than_once()
    {
        Canvas once = new(40, 40), thrice = new(40, 40);
        once.AddSegment(new(5, 20.3), new(35, 22), 4);
        for (var i = 0; i < 3; i++) thrice.AddSegment(new(5, 20.3), new(35, 22), 4);
        once.Fill(Black, opacity: 0.5);
        thrice.Fill(Black, opacity: 0.5);
        Assert.True(once.Image.Pixels.SequenceEqual(thrice.Image.Pixels));
        Assert.Equal(128, once.Image.Row(21)[3 * 20]);
    }

    [Fact]
    public void Shapes_beyond_the_canvas_are_cut_off()
    {
        var canvas = new Canvas(10, 10);
        canvas.AddSegment(new(-50, -50), new(60, 60), 2);
        canvas.AddDisc(new(100, 100), 5);
        canvas.Fill(Black);
        Assert.Equal(0, canvas.Image.Row(5)[3 * 5]);
        Assert.Equal(255, canvas.Image.Row(0)[3 * 9]);
    }

    private static double Darkness(Canvas canvas)
    {
        double sum = 0;
        for (var i = 0; i < canvas.Image.Pixels.Length; i += 3) sum += (255 - canvas.Image.Pixels[i]) / 255.0;
        return sum;
    }
}
