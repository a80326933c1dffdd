using MlNetCnn.Explain.Tests.Cam;
using MlNetCnn.Imaging;
using MlNetCnn.Keras;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Explain.Tests.Input;

public sealed class Pictures_become_tensors
{
    [Fact]
    public void Resized_and_preprocessed()
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var photo = Photo(16, 12);
        var tensor = new PictureInput { Preprocessing = Preprocessing.Tf }.ToTensor(model, photo, photo);
        Assert.Equal("(2, 8, 6, 3)", tensor.ToString());
        var small = photo.Resize(8, 6).Pixels;
        for (var i = 0; i < small.Length; i++) Assert.Equal(small[i] / 127.5f - 1, tensor[1][i]);
    }

    [Fact]
    public void Grey_where_the_model_is()
    {
        using var model = new ExplainedModel(Net(1, DataFormat.ChannelsLast));
        var tensor = new PictureInput { Rescale = 1 / 255f }.ToTensor(model, Photo(8, 6));
        Assert.Equal(Photo(8, 6).ToGrey().Pixels[5] * (1 / 255f), tensor[0][5]);
        Assert.Contains("1 channel", Assert.Throws<ArgumentException>(() => new PictureInput { Preprocessing = Preprocessing.Caffe }.ToTensor(model, Photo(8, 6))).Message);
    }

    [Fact]
    public void With_channels_first_where_the_model_has_them()
    {
        using var model = new ExplainedModel(Net(3, DataFormat.ChannelsFirst));
        var tensor = new PictureInput().ToTensor(model, Photo(8, 6));
        Assert.Equal("(1, 3, 8, 6)", tensor.ToString());
        Assert.Equal(Photo(8, 6).Pixels[3 * 7 + 2], tensor[0][2 * 48 + 7]);
    }

    [Fact]
    public void Mistakes_are_refused()
    {
        using var model = new ExplainedModel(Net(2, DataFormat.ChannelsLast));
        Assert.Contains("2 channels", Assert.Throws<ArgumentException>(() => new PictureInput().ToTensor(model, Photo(8, 6))).Message);
        Assert.Throws<ArgumentException>(() => new PictureInput().ToTensor(model));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PictureInput { Rescale = float.NaN });
    }

    [Fact]
    public void One_call_explains_a_picture()
    {
        using var model = new ExplainedModel(TinyNets.Plain());
        var input = new PictureInput { Rescale = 1 / 255f };
        var e = model.Explain(Photo(20, 30), input, new LayerCam(), Target.Class(1));
        Assert.Equal(new LayerCam().ExplainOne(model, input.ToTensor(model, Photo(20, 30)), Target.Class(1)).Map.Values, e.Map.Values);
        Assert.Equal("grad-cam", model.Explain(Photo(20, 30), Preprocessing.Tf).Method);
    }

    private static Image Photo(int height, int width)
    {
        var image = new Image(height, width, 3);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i * 37);
        return image;
    }

    private static Sequential Net(int channels, DataFormat format) => new(format == DataFormat.ChannelsFirst ? [channels, 8, 6] : [8, 6, channels])
    {
        new Conv2D(2, 3, dataFormat: format), new Flatten(format), new Dense(2, Activations.Softmax),
    };
}
