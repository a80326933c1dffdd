using MlNetCnn.Keras.Layers;
using static MlNetCnn.Conformance.Cases.Nets;

namespace MlNetCnn.Conformance.Cases;

/// <summary>Layers that make pictures of other sizes.</summary>
internal static class PictureCases
{
    public static IReadOnlyList<ConformanceCase> List { get; } =
    [
        Chain("up_sampling_nearest", [3, 4, 2], () => [new UpSampling2D((2, 3))]),
        Chain("up_sampling_bilinear", [3, 4, 2], () => [new UpSampling2D((3, 2), Interpolation.Bilinear)]),
        Chain("up_sampling_bicubic", [5, 4, 2], () => [new UpSampling2D(2, Interpolation.Bicubic)]),
        Chain("up_sampling_channels_first", [2, 3, 4], () => [new UpSampling2D(2, Interpolation.Bilinear, DataFormat.ChannelsFirst)]),
        Chain("up_sampling_after_conv2d", [4, 4, 2], () => [new Conv2D(3, 2), new UpSampling2D(2), new Conv2D(2, 3)]),
        Chain("resizing_bilinear_larger", [5, 6, 2], () => [new Resizing(8, 7)]),
        Chain("resizing_bilinear_smaller", [9, 8, 2], () => [new Resizing(4, 5)]),
        Chain("resizing_nearest", [7, 5, 2], () => [new Resizing(4, 8, Interpolation.Nearest)]),
        Chain("resizing_bicubic", [6, 7, 2], () => [new Resizing(9, 4, Interpolation.Bicubic)]),
        Chain("resizing_lanczos3", [8, 7, 2], () => [new Resizing(5, 9, Interpolation.Lanczos3)]),
        Chain("resizing_lanczos5", [12, 13, 2], () => [new Resizing(9, 15, Interpolation.Lanczos5)]),
        Chain("resizing_antialias", [12, 11, 2], () => [new Resizing(5, 4, antialias: true)]),
        Chain("resizing_cropped", [8, 12, 2], () => [new Resizing(5, 5, cropToAspectRatio: true)]),
        Chain("resizing_padded", [8, 12, 2], () => [new Resizing(6, 6, padToAspectRatio: true, fillValue: 0.5)]),
        Chain("resizing_channels_first", [2, 5, 6], () => [new Resizing(7, 4, dataFormat: DataFormat.ChannelsFirst)]),
        Chain("center_crop", [8, 9, 2], () => [new CenterCrop(5, 4)]),
        Chain("center_crop_of_less", [4, 6, 2], () => [new CenterCrop(5, 5)]),
        Chain("random_crop", [8, 9, 2], () => [new RandomCrop(5, 4)]),
    ];
}
