using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;
using MlNetCnn.Testing;

namespace MlNetCnn.Tool.Tests.Experiments;

/// <summary>
/// A network whose reasons are known: it finds a picture red or blue by how much of either colour there is. And a picture of 40 x 60 pixels with a red square in the upper left and a
/// smaller blue one in the lower right.
/// </summary>
internal sealed class ColourNet : IDisposable
{
    private readonly TempFolder _folder = new();

    public ColourNet()
    {
        var input = KerasTensor.Input([20, 30, 3]);
        var x = new Conv2D(4, 1, activation: "relu", name: "colours").Call(input);
        x = new MaxPooling2D(2, name: "pool").Call(x);
        x = new Conv2D(2, 1, activation: "relu", name: "sums").Call(x);
        x = new GlobalAveragePooling2D(name: "mean").Call(x);
        var model = new Model(input, new Dense(2, "softmax", name: "classes").Call(x), "colour_net");
        // Red without green and blue, blue without red and green, green, and a channel that is dead.
        Set("colours/kernel", 1, -1, 0, 0, -1, -1, 1, 0, -1, 1, 0, 0);
        Set("colours/bias", 0, 0, 0, -1);
        Set("sums/kernel", 1, 0, 0, 1, 0, 0, 0, 0);
        Set("classes/kernel", 8, -8, -8, 8);
        Write("net.keras", model);
        System.IO.File.WriteAllText(_folder.File("classes.txt"), "red\nblue\n");

        var picture = new Image(40, 60, 3);
        picture.Pixels.Fill(40);
        Square(picture, 4, 6, 12, channel: 0);
        Square(picture, 28, 44, 8, channel: 2);
        ImageFile.SavePng(picture, Picture);

        void Set(string path, params float[] values) => model.Weights.Single(w => w.Path == path).SetValues(values);
    }

    /// <summary>The network's file.</summary>
    public string Net => _folder.File("net.keras");

    /// <summary>The picture's file.</summary>
    public string Picture => _folder.File("squares.png");

    /// <summary>Where results go.</summary>
    public string Output => _folder.File("out");

    public string File(params string[] parts) => _folder.File(parts);

    public string Write(string name, Model model)
    {
        model.Save(_folder.File(name));
        return _folder.File(name);
    }

    public int Run(Session session, string command, params string[] more) =>
        session.Run([command, .. new[] { $"--model={Net}", $"--image={Picture}", $"--output={Output}" }.Where(u => !more.Any(m => m.Split('=')[0] == u.Split('=')[0])), .. more]);

    public void Dispose() => _folder.Dispose();

    private static void Square(Image picture, int top, int left, int side, int channel)
    {
        for (var y = top; y < top + side; y++)
            for (var x = left; x < left + side; x++) picture.Row(y)[3 * x + channel] = 250;
    }
}
