using MlNetCnn.Compute.Tests.Support;
using MlNetCnn.Keras.Layers;

namespace MlNetCnn.Compute.Tests.Layers;

public class PoolingTests
{
    // height, width, channels, pool, stride, same
    public static TheoryData<int, int, int, int, int, bool> Shapes => new()
    {
        { 7, 9, 3, 2, 2, true },
        { 8, 8, 33, 3, 2, true },
        { 9, 7, 17, 3, 1, true },
        { 9, 7, 64, 3, 2, false },
        { 5, 6, 1, 2, 3, false },
        { 6, 6, 16, 5, 1, true },
    };

    [Theory, MemberData(nameof(Shapes))]
    public void MaxPooling2D_takes_the_largest(int height, int width, int channels, int pool, int stride, bool same)
    {
        var layer = new MaxPooling2D(pool, stride, same ? Padding.Same : Padding.Valid);
        var batch = Net.Batch(2, [height, width, channels]);
        // All values negative: padding must not win.
        for (var i = 0; i < batch.Span.Length; i++) batch.Span[i] = -1 - Math.Abs(batch.Span[i]);
        Net.AssertNear(Direct.Pool(layer, batch.Span.ToArray(), 2, batch.Shape, average: false), Net.PredictEverywhere(Net.Of(batch.Shape, layer), batch), 0);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void AveragePooling2D_does_not_count_padding(int height, int width, int channels, int pool, int stride, bool same)
    {
        var layer = new AveragePooling2D(pool, stride, same ? Padding.Same : Padding.Valid);
        var batch = Net.Batch(2, [height, width, channels]);
        Net.AssertNear(Direct.Pool(layer, batch.Span.ToArray(), 2, batch.Shape, average: true), Net.PredictEverywhere(Net.Of(batch.Shape, layer), batch), 2e-6);
    }

    [Theory]
    [InlineData(7, 5, 33, false)]
    [InlineData(3, 3, 64, true)]
    public void Global_pools_reduce_the_whole_picture(int height, int width, int channels, bool keepDims)
    {
        var batch = Net.Batch(3, [height, width, channels]);
        var whole = new AveragePooling2D((height, width));
        Net.AssertNear(Direct.Pool(whole, batch.Span.ToArray(), 3, batch.Shape, average: true), Net.PredictEverywhere(Net.Of(batch.Shape, new GlobalAveragePooling2D(keepDims)), batch), 5e-6);
        Net.AssertNear(Direct.Pool(whole, batch.Span.ToArray(), 3, batch.Shape, average: false), Net.PredictEverywhere(Net.Of(batch.Shape, new GlobalMaxPooling2D(keepDims)), batch), 0);
    }
}
