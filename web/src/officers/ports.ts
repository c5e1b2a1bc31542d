import { language } from '../i18n/i18n';

/** Ports of Guangdong as borders write them, in the names that readers of Chinese know. */
const PORTS: Record<string, [simplified: string, traditional: string]> = {
  luohu: ['罗湖口岸', '羅湖口岸'],
  futian: ['福田口岸', '福田口岸'],
  huanggang: ['皇岗口岸', '皇崗口岸'],
  liantang: ['莲塘口岸', '蓮塘口岸'],
  wenjindu: ['文锦渡口岸', '文錦渡口岸'],
  'shenzhen-bay': ['深圳湾口岸', '深圳灣口岸'],
  'west-kowloon': ['西九龙站口岸', '西九龍站口岸'],
  shekou: ['蛇口口岸', '蛇口口岸'],
  gongbei: ['拱北口岸', '拱北口岸'],
  hengqin: ['横琴口岸', '橫琴口岸'],
  qingmao: ['青茂口岸', '青茂口岸'],
  'hong-kong-zhuhai-macao-bridge': ['港珠澳大桥珠海口岸', '港珠澳大橋珠海口岸'],
  'baiyun-airport': ['广州白云机场口岸', '廣州白雲機場口岸'],
  'baoan-airport': ['深圳宝安机场口岸', '深圳寶安機場口岸'],
};

/** The name of a port in the reader's language; others than readers of Chinese know it by the name that is on its signs. */
export function portName(port: string): string {
  const known =
    PORTS[
      port
        .trim()
        .toLowerCase()
        .replace(/[’']/g, '')
        .replace(/\s+/g, '-')
        .replace(/-port$/, '')
    ];
  if (!known || !language().startsWith('zh')) return port;
  return known[language() === 'zh-Hans' ? 0 : 1];
}
