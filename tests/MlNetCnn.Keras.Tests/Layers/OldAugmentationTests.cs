using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Keras.Tests;

/// <summary>Augmentation and normalization layers as tf.keras 2 spelled them.</summary>
public class OldAugmentationTests
{
    private static T Read<T>(string name, string config)
        where T : Layer => Assert.IsType<T>(LayerContract.Read($$"""{"class_name": "{{name}}", "config": {"name": "l", "trainable": true, "dtype": "float32", {{config}} } }""", kerasMajor: 2));

    [Fact]
    public void Factors_of_tf_keras_2_mean_the_same()
    {
        Assert.Equal(new FactorRange(-0.2, 0.2), Read<RandomRotation>("RandomRotation", """ "factor": 0.2, "fill_mode": "reflect", "fill_value": 0.0, "interpolation": "bilinear", "seed": null """).Factor);
        Assert.Equal(new FactorRange(-0.3, -0.2), Read<RandomRotation>("RandomRotation", """ "factor": [-0.3, -0.2] """).Factor);
        // Two turns and more are what tf.keras 2 lets pass: people give degrees.
        Assert.Equal(new FactorRange(-20, 20), Read<RandomRotation>("RandomRotation", """ "factor": 20 """).Factor);
        var zoom = Read<RandomZoom>("RandomZoom", """ "height_factor": [-0.1, -0.3], "width_factor": null, "fill_mode": "constant", "fill_value": 3.0, "interpolation": "nearest", "seed": 5 """);
        Assert.Equal((new FactorRange(-0.3, -0.1), null, TransformFill.Constant, 3.0, Interpolation.Nearest, 5), (zoom.HeightFactor, zoom.WidthFactor, zoom.FillMode, zoom.FillValue, zoom.Interpolation, zoom.Seed));
        var move = Read<RandomTranslation>("RandomTranslation", """ "height_factor": 0.1, "width_factor": [0.0, 0.2] """);
        Assert.Equal((new FactorRange(-0.1, 0.1), new FactorRange(0, 0.2)), (move.HeightFactor, move.WidthFactor));
        var contrast = Read<RandomContrast>("RandomContrast", """ "factor": 0.2, "seed": null """);
        Assert.Equal((0.2, 0.2, new FactorRange(0, 255)), (contrast.Lower, contrast.Upper, contrast.ValueRange));
        Assert.Equal((0.1, 0.4), Read<RandomContrast>("RandomContrast", """ "factor": [0.1, 0.4] """) is var pair ? (pair.Lower, pair.Upper) : default);
        Assert.Equal(FlipMode.Horizontal, Read<RandomFlip>("RandomFlip", """ "mode": "horizontal", "seed": null """).Mode);
        Assert.Equal((32, 40), Read<RandomCrop>("RandomCrop", """ "height": 32, "width": 40, "seed": null """) is var crop ? (crop.Height, crop.Width) : default);
        Assert.True(Read<Resizing>("Resizing", """ "height": 32, "width": 40, "interpolation": "bilinear", "crop_to_aspect_ratio": true """).CropToAspectRatio);
        Assert.Equal(Interpolation.Lanczos3, Read<Resizing>("Resizing", """ "height": 32, "width": 40, "interpolation": "Lanczos3" """).Interpolation);
        Assert.Equal((2.0, 0.5), Read<Rescaling>("Rescaling", """ "scale": 2.0, "offset": 0.5 """) is var scaled ? (scaled.Scale, scaled.Offset) : default);
    }

    /// <summary>tf.keras 2 writes axes as they are counted with the batch, one as a list, and no list of what Keras 3 added.</summary>
    [Fact]
    public void Normalizations_of_tf_keras_2_mean_the_same()
    {
        var layer = Read<LayerNormalization>("LayerNormalization", """ "axis": [3], "epsilon": 1e-06, "center": true, "scale": true, "beta_initializer": {"class_name": "Zeros", "config": {}} """);
        Assert.Equal([2], layer.AxesIn(3));
        Assert.Equal([2], Read<LayerNormalization>("LayerNormalization", """ "axis": -1 """).AxesIn(3));
        Assert.Equal((-1, 16), Read<GroupNormalization>("GroupNormalization", """ "groups": 16, "axis": -1 """) is var group ? (group.Axis, group.Groups) : default);
        Assert.Equal([0, 1], Read<UnitNormalization>("UnitNormalization", """ "axis": [1, 2] """).AxesIn(3));
        Assert.Equal(2, Read<Softmax>("Softmax", """ "axis": 3 """).AxisIn(3));
    }

    /// <summary>Keras 3 writes arrays, as of EfficientNet's statistics, with their type.</summary>
    [Fact]
    public void Rescaling_reads_arrays() => Assert.Equal([2.0, 3.0], Assert.IsType<Rescaling>(LayerContract.Read(
        """{"class_name": "Rescaling", "config": {"name": "r", "scale": {"class_name": "__numpy__", "config": {"value": [2.0, 3.0], "dtype": "float32"}}, "offset": 0.0}}""")).Scales);

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Rescaling([1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new Rescaling([1, 2], null).ComputeOutputShape([[4, 4, 3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Rescaling([1, double.NaN], null));
        Assert.Throws<ArgumentException>(() => new GroupNormalization(4).Call(KerasTensor.Input([3, 3, 6])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new GroupNormalization(0));
        Assert.Throws<ArgumentException>(() => new LayerNormalization([3, -1]).Call(KerasTensor.Input([3, 3, 6])));
        Assert.Throws<ArgumentException>(() => new LayerNormalization([4]).Call(KerasTensor.Input([3, 3, 6])));
        Assert.Throws<ArgumentException>(() => new LayerNormalization([1]).Call(KerasTensor.Input([Shape.Unknown, 3, 6])));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LayerNormalization([0]));
        Assert.Throws<ArgumentException>(() => new Dot(1).ComputeOutputShape([[3, 4], [4, 3]]));
        Assert.Throws<ArgumentException>(() => new Dot(1).ComputeOutputShape([[3]]));
        Assert.Throws<ArgumentException>(() => new RepeatVector(3).ComputeOutputShape([[3, 4]]));
        Assert.Throws<ArgumentException>(() => new Resizing(3, 3, cropToAspectRatio: true, padToAspectRatio: true));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Resizing(0, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomContrast(1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomRotation(0.1, interpolation: Interpolation.Bicubic));
        Assert.Throws<ArgumentException>(() => new Dropout(0.5, noiseShape: [Shape.Unknown, 2, 1, 1]).ComputeOutputShape([[4, 4, 3]]));
        Assert.Throws<ArgumentException>(() => new Dropout(0.5, noiseShape: [Shape.Unknown, 1]).ComputeOutputShape([[4, 4, 3]]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(0.5, noiseShape: [Shape.Unknown, 0]));
        Assert.Throws<ArgumentException>(() => new RandomFlip().ComputeOutputShape([[4, 4]]));
        var shared = new GroupNormalization(2);
        shared.Call(KerasTensor.Input([3, 3, 6]));
        Assert.Contains("was built for other inputs", Assert.Throws<ArgumentException>(() => shared.Call(KerasTensor.Input([3, 3, 8]))).Message);
    }
}
