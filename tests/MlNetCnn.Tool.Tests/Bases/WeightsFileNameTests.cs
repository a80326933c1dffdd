using MlNetCnn.Keras;
using MlNetCnn.Tool.Bases;

namespace MlNetCnn.Tool.Tests.Bases;

public sealed class WeightsFileNameTests
{
    [Theory]
    [InlineData("mobilenet_7_5_224_tf.h5", "mobilenet_0.75", 224)]
    [InlineData("mobilenet_1_0_160_tf_no_top.h5", "mobilenet", 160)]
    [InlineData("mobilenet_5_0_192_tf.h5", "mobilenet_0.50", 192)]
    [InlineData("mobilenet_2_5_128_tf.h5", "mobilenet_0.25", 128)]
    [InlineData("mobilenet_2_5_32_tf_no_top.keras", "mobilenet_0.25", 32)]
    [InlineData("vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5", "vgg16", null)]
    [InlineData("vgg19_weights_tf_dim_ordering_tf_kernels.h5", "vgg19", null)]
    [InlineData("inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5", "inception_v3", null)]
    [InlineData("Xception_weights_tf_dim_ordering_tf_kernels.keras", "xception", null)]
    [InlineData("mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_96_no_top.h5", "mobilenetv2", 96)]
    [InlineData("mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_224.h5", "mobilenetv2_1.40", 224)]
    public void Published_names_tell_the_application(string file, string application, int? size)
    {
        Assert.Equal((application, size), WeightsFileName.Parse("/some/where/" + file));
        Assert.Contains(Applications.All, a => a.Name == application);
    }

    [Theory]
    [InlineData("model.h5")]
    [InlineData("mobilenet_3_3_224_tf.h5")]
    [InlineData("vgg16.h5")]
    public void Other_names_tell_nothing(string file) => Assert.Null(WeightsFileName.Parse(file));
}
